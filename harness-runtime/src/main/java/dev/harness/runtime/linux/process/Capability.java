package dev.harness.runtime.linux.process;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Parts of root's power, with the kernel's numbers; see {@code capabilities(7)}. */
public enum Capability {
  CHOWN(0),
  DAC_OVERRIDE(1),
  DAC_READ_SEARCH(2),
  FOWNER(3),
  FSETID(4),
  KILL(5),
  SETGID(6),
  SETUID(7),
  SETPCAP(8),
  LINUX_IMMUTABLE(9),
  NET_BIND_SERVICE(10),
  NET_BROADCAST(11),
  NET_ADMIN(12),
  NET_RAW(13),
  IPC_LOCK(14),
  IPC_OWNER(15),
  SYS_MODULE(16),
  SYS_RAWIO(17),
  SYS_CHROOT(18),
  SYS_PTRACE(19),
  SYS_PACCT(20),
  SYS_ADMIN(21),
  SYS_BOOT(22),
  SYS_NICE(23),
  SYS_RESOURCE(24),
  SYS_TIME(25),
  SYS_TTY_CONFIG(26),
  MKNOD(27),
  LEASE(28),
  AUDIT_WRITE(29),
  AUDIT_CONTROL(30),
  SETFCAP(31),
  MAC_OVERRIDE(32),
  MAC_ADMIN(33),
  SYSLOG(34),
  WAKE_ALARM(35),
  BLOCK_SUSPEND(36),
  AUDIT_READ(37),
  PERFMON(38),
  BPF(39),
  CHECKPOINT_RESTORE(40);

  /** What a container has unless its request says otherwise (C16). */
  public static final Set<Capability> CONTAINER_DEFAULT =
      Collections.unmodifiableSet(
          EnumSet.of(
              CHOWN,
              DAC_OVERRIDE,
              FSETID,
              FOWNER,
              MKNOD,
              NET_RAW,
              SETGID,
              SETUID,
              SETFCAP,
              SETPCAP,
              NET_BIND_SERVICE,
              SYS_CHROOT,
              KILL,
              AUDIT_WRITE));

  private final int number;

  Capability(int number) {
    this.number = number;
  }

  /** The kernel's number. */
  public int number() {
    return number;
  }

  /** The bit that stands for this capability in a set. */
  public long bit() {
    return 1L << number;
  }

  /** The bits of all {@code capabilities} together. */
  public static long bits(Set<Capability> capabilities) {
    return capabilities.stream().mapToLong(Capability::bit).reduce(0, (a, b) -> a | b);
  }

  /**
   * Reads {@code NET_ADMIN} or {@code CAP_NET_ADMIN}, in any case.
   *
   * @throws IllegalArgumentException when {@code text} names no capability
   */
  public static Capability parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String name = upper.startsWith("CAP_") ? upper.substring(4) : upper;
    for (Capability capability : values()) {
      if (capability.name().equals(name)) {
        return capability;
      }
    }
    throw new IllegalArgumentException(
        "unknown capability \"" + text + "\"; names look like CAP_NET_ADMIN or NET_ADMIN");
  }
}
