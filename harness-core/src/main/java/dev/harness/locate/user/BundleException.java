package dev.harness.locate.user;

/** The engine's jar is damaged, or cannot be unpacked. */
public final class BundleException extends LocateException {
  private static final long serialVersionUID = 1L;

  /** Says what was attempted, why it failed and what can be done. */
  public BundleException(String message) {
    super(message);
  }

  /** Says what was attempted, why it failed and what can be done; keeps the cause. */
  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
