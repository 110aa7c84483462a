package dev.harness.runtime.boot;

/** The engine cannot start here; the message says why, and what to do. */
public final class SetUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SetUpException(String message, Throwable cause) {
    super(message, cause);
  }

  SetUpException(String message) {
    super(message);
  }
}
