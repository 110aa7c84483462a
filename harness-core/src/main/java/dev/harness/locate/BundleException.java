package dev.harness.locate;

/** The engine's jar is damaged, or cannot be unpacked. */
public final class BundleException extends LocateException {
  private static final long serialVersionUID = 1L;

  BundleException(String message) {
    super(message);
  }

  BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
