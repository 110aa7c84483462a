package dev.harness.images.store;

/** The image store cannot do what it was asked. */
public sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An operation on the store's files failed. */
  public static final class Failed extends StoreException {
    private static final long serialVersionUID = 1L;

    Failed(String attempt, Throwable cause) {
      super("cannot %s: %s".formatted(attempt, words(cause)), cause);
    }

    private static String words(Throwable cause) {
      // Exceptions of NIO without a reason have only the path as their message.
      return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
  }

  /** What the store holds is not what it wrote. */
  public static final class Damaged extends StoreException {
    private static final long serialVersionUID = 1L;

    Damaged(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
