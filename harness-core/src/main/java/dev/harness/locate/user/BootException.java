package dev.harness.locate.user;

/** The engine was started and did not come up. */
public final class BootException extends LocateException {
  private static final long serialVersionUID = 1L;

  /** Says what was attempted, why it failed and what can be done. */
  public BootException(String message) {
    super(message);
  }

  /** Says what was attempted, why it failed and what can be done; keeps the cause. */
  public BootException(String message, Throwable cause) {
    super(message, cause);
  }
}
