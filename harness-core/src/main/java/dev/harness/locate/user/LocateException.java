package dev.harness.locate.user;

/** No engine could be had; the cases say why. */
public abstract sealed class LocateException extends RuntimeException
    permits NoEngineException, BundleException, BootException, SettingsException {
  private static final long serialVersionUID = 1L;

  LocateException(String message) {
    super(message);
  }

  LocateException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What was attempted, why it failed and what can be done. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
