package dev.harness.images.change;

/** A change that is none, or cannot be made. */
public final class ChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChangeException(String message) {
    super(message);
  }

  ChangeException(String message, Throwable cause) {
    super(message, cause);
  }
}
