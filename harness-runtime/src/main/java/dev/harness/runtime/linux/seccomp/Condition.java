package dev.harness.runtime.linux.seccomp;

/**
 * A condition on the lower 32 bits of an argument of a system call.
 *
 * @param argument 0 to 5
 * @param mask which bits count
 * @param value what they are compared with
 * @param equal whether they shall be equal to it, or differ
 */
record Condition(int argument, int mask, int value, boolean equal) {
  static final int ALL_BITS = 0xFFFFFFFF;

  Condition {
    if (argument < 0 || argument > 5) {
      throw new IllegalArgumentException("a system call has no argument " + argument);
    }
  }
}
