package dev.harness.runtime.linux;

/** Turns results of {@link Kernel#attempt} into values or exceptions. */
public final class Calls {
  private Calls() {}

  /**
   * Returns a result that is not a failure.
   *
   * @throws SystemException when it is one
   */
  public static long require(long result, String call, String... arguments) {
    if (result < 0) {
      throw new SystemException(call, Errno.of((int) -result), arguments);
    }
    return result;
  }
}
