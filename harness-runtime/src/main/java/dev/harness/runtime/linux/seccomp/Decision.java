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

  private static final int ERRNO = 0x00050000;

  static Decision fail(Errno errno) {
    return new Decision(ERRNO | errno.number());
  }
}
