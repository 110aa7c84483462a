package dev.harness.locate.boot;

import java.util.Map;

/** Names of the error numbers that a boot meets; they are the same on x86-64 and aarch64. */
final class Errno {
  static final int EPERM = 1;
  static final int EACCES = 13;
  static final int ENOSPC = 28;
  static final int EUSERS = 87;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(EPERM, "EPERM (operation not permitted)"),
          Map.entry(2, "ENOENT (no such file or directory)"),
          Map.entry(8, "ENOEXEC (exec format error)"),
          Map.entry(11, "EAGAIN (too many processes)"),
          Map.entry(12, "ENOMEM (out of memory)"),
          Map.entry(EACCES, "EACCES (permission denied)"),
          Map.entry(16, "EBUSY (device or resource busy)"),
          Map.entry(22, "EINVAL (invalid argument)"),
          Map.entry(23, "ENFILE (too many open files in the system)"),
          Map.entry(24, "EMFILE (too many open files)"),
          Map.entry(ENOSPC, "ENOSPC (limit of namespaces or space reached)"),
          Map.entry(38, "ENOSYS (function not implemented)"),
          Map.entry(EUSERS, "EUSERS (too many nested namespaces)"));

  private Errno() {}

  static String words(int errno) {
    return WORDS.getOrDefault(errno, "errno " + errno);
  }

  /** Whether it is how the kernel says that namespaces are forbidden. */
  static boolean forbids(int errno) {
    return errno == EPERM || errno == EACCES || errno == ENOSPC || errno == EUSERS;
  }
}
