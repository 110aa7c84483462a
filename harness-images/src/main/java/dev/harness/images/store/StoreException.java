package dev.harness.images.store;

import dev.harness.images.store.disk.DiskState;
import java.nio.file.Path;

/** The image store cannot do what it was asked. */
public sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An operation on the store's files failed. */
  public static final class Failed extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why, and what to do when the disk is full or read-only.
     *
     * @param place something in the store
     */
    Failed(String attempt, Path place, Throwable cause) {
      super(
          "cannot %s: %s%s"
              .formatted(
                  attempt,
                  words(cause),
                  DiskState.trouble(place).map(why -> "; " + why).orElse("")),
          cause);
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
