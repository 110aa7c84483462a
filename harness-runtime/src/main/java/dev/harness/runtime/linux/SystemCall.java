package dev.harness.runtime.linux;

import java.util.Locale;

/**
 * The system calls that the engine and its launcher programs make, with their numbers per
 * architecture.
 *
 * <p>Source: the kernel's {@code arch/x86/entry/syscalls/syscall_64.tbl} and {@code
 * include/uapi/asm-generic/unistd.h}.
 */
public enum SystemCall {
  ACCEPT4(288, 242),
  BIND(49, 200),
  CAPGET(125, 90),
  CAPSET(126, 91),
  CHDIR(80, 49),
  CHROOT(161, 51),
  CLONE(56, 220),
  CLONE3(435, 435),
  CLOSE(3, 57),
  CLOSE_RANGE(436, 436),
  CONNECT(42, 203),
  DUP3(292, 24),
  EPOLL_CREATE1(291, 20),
  EPOLL_CTL(233, 21),
  EPOLL_PWAIT(281, 22),
  EVENTFD2(290, 19),
  EXECVE(59, 221),
  EXIT(60, 93),
  EXIT_GROUP(231, 94),
  FACCESSAT2(439, 439),
  FCHDIR(81, 50),
  FCHMOD(91, 52),
  FCHMODAT(268, 53),
  FCHOWN(93, 55),
  FCHOWNAT(260, 54),
  FCNTL(72, 25),
  FGETXATTR(193, 10),
  FLISTXATTR(196, 13),
  FLOCK(73, 32),
  FSCONFIG(431, 431),
  FSETXATTR(190, 7),
  FSMOUNT(432, 432),
  FSOPEN(430, 430),
  FSTAT(5, 80),
  FSTATFS(138, 44),
  FSYNC(74, 82),
  FTRUNCATE(77, 46),
  GETCWD(79, 17),
  GETDENTS64(217, 61),
  GETPID(39, 172),
  GETPPID(110, 173),
  GETPEERNAME(52, 205),
  GETSOCKNAME(51, 204),
  GETSOCKOPT(55, 209),
  GETXATTR(191, 8),
  IOCTL(16, 29),
  KEYCTL(250, 219),
  KILL(62, 129),
  LGETXATTR(192, 9),
  LINKAT(265, 37),
  LISTEN(50, 201),
  LISTXATTR(194, 11),
  LLISTXATTR(195, 12),
  LSEEK(8, 62),
  LSETXATTR(189, 6),
  MEMFD_CREATE(319, 279),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  MMAP(9, 222),
  MOUNT(165, 40),
  MOUNT_SETATTR(442, 442),
  MOVE_MOUNT(429, 429),
  NEWFSTATAT(262, 79),
  OPEN_TREE(428, 428),
  OPENAT(257, 56),
  OPENAT2(437, 437),
  PERSONALITY(135, 92),
  PIDFD_GETFD(438, 438),
  PIDFD_OPEN(434, 434),
  PIDFD_SEND_SIGNAL(424, 424),
  PIPE2(293, 59),
  PIVOT_ROOT(155, 41),
  PPOLL(271, 73),
  PRCTL(157, 167),
  PREAD64(17, 67),
  PRLIMIT64(302, 261),
  READ(0, 63),
  READLINKAT(267, 78),
  RECVFROM(45, 207),
  RECVMSG(47, 212),
  RENAMEAT2(316, 276),
  RT_SIGACTION(13, 134),
  RT_SIGPROCMASK(14, 135),
  RT_SIGTIMEDWAIT(128, 137),
  SECCOMP(317, 277),
  SENDFILE(40, 71),
  SENDMSG(46, 211),
  SENDTO(44, 206),
  SETDOMAINNAME(171, 162),
  SETGROUPS(116, 159),
  SETHOSTNAME(170, 161),
  SETNS(308, 268),
  SETRESGID(119, 149),
  SETRESUID(117, 147),
  SETRLIMIT(160, 164),
  SETSID(112, 157),
  SETSOCKOPT(54, 208),
  SHUTDOWN(48, 210),
  SOCKET(41, 198),
  SOCKETPAIR(53, 199),
  SPLICE(275, 76),
  STATFS(137, 43),
  STATX(332, 291),
  SYMLINKAT(266, 36),
  SYNCFS(306, 267),
  UMASK(95, 166),
  UMOUNT2(166, 39),
  UNAME(63, 160),
  UNLINKAT(263, 35),
  UNSHARE(272, 97),
  UTIMENSAT(280, 88),
  WAIT4(61, 260),
  WAITID(247, 95),
  WRITE(1, 64);

  private final int x86;
  private final int aarch64;

  SystemCall(int x86, int aarch64) {
    this.x86 = x86;
    this.aarch64 = aarch64;
  }

  /** The number by which {@code architecture} knows this call. */
  public int number(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> x86;
      case AARCH64 -> aarch64;
    };
  }

  /** The name as the man pages write it. */
  public String callName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
