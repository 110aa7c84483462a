package dev.harness.locate;

/** The engine was started and did not come up. */
public final class BootException extends LocateException {
  private static final long serialVersionUID = 1L;

  BootException(String message) {
    super(message);
  }

  BootException(String message, Throwable cause) {
    super(message, cause);
  }
}
