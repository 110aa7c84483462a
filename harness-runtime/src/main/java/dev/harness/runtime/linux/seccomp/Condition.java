package dev.harness.runtime.linux.seccomp;

/**
 * A condition on an argument of a system call, taken as a number of 64 bits without a sign.
 *
 * @param argument 0 to 5
 * @param comparison how it is compared with {@code value}
 * @param mask which bits count; all of them unless it is compared for equality
 */
record Condition(int argument, Comparison comparison, long mask, long value) {
  static final long ALL_BITS = -1;
  static final int ARGUMENTS = 6;

  /** All bits that the kernel looks at in an argument of 32 bits. */
  static final long LOWER_BITS = 0xFFFF_FFFFL;

  /** How two numbers are compared. */
  enum Comparison {
    EQUAL,
    DIFFERENT,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  Condition {
    if (argument < 0 || argument >= ARGUMENTS) {
      throw new IllegalArgumentException("a system call has no argument " + argument);
    }
    boolean forEquality = comparison == Comparison.EQUAL || comparison == Comparison.DIFFERENT;
    if (mask != ALL_BITS && !forEquality) {
      throw new IllegalArgumentException("bits are compared for equality only");
    }
  }

  int upperMask() {
    return (int) (mask >>> 32);
  }

  int lowerMask() {
    return (int) mask;
  }

  int upperValue() {
    return (int) (value >>> 32);
  }

  int lowerValue() {
    return (int) value;
  }
}
