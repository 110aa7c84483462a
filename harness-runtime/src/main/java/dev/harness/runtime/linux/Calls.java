package dev.harness.runtime.linux;

/** Turns results of {@link Kernel#attempt} into values or exceptions. */
public final class Calls {
  private Calls() {}

  /** Names the arguments of a call, when it has failed. */
  @FunctionalInterface
  public interface Description {
    String[] arguments();
  }

  /**
   * Returns a result that is not a failure. For calls of which there are thousands: a layer has as
   * many files, and words about each call that went well cost more than the call.
   *
   * @throws SystemException when it is one
   */
  public static long require(long result, String call, Description description) {
    return result < 0 ? require(result, call, description.arguments()) : result;
  }

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
