package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Errno;

/**
 * What the kernel does with a system call: the value that a filter returns.
 *
 * @param value one of the kernel's {@code SECCOMP_RET_…}, with an errno
 */
record Decision(int value) {
  static final Decision ALLOW = new Decision(0x7FFF0000);
  static final Decision KILL_PROCESS = new Decision(0x80000000);

  static final Decision KILL_THREAD = new Decision(0);
  static final Decision TRAP = new Decision(0x00030000);
  static final Decision LOG = new Decision(0x7FFC0000);

  /** The kernel takes no larger one. */
  static final int LARGEST_ERRNO = 4095;

  private static final int TRACE = 0x7FF00000;
  private static final int ERRNO = 0x00050000;

  static Decision fail(Errno errno) {
    return fail(errno.number());
  }

  static Decision fail(int errno) {
    if (errno < 0 || errno > LARGEST_ERRNO) {
      throw new IllegalArgumentException(
          "an errno is from 0 to %d, not %d".formatted(LARGEST_ERRNO, errno));
    }
    return new Decision(ERRNO | errno);
  }

  /** Asks the tracer; without one the call fails. */
  static Decision trace(int message) {
    return new Decision(TRACE | (message & 0xFFFF));
  }

  /** Whether the call is made. */
  boolean lets() {
    return value == ALLOW.value || value == LOG.value;
  }
}
