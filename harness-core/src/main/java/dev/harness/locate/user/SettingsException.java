package dev.harness.locate.user;

/** A setting, or the file that makes it, cannot be understood. */
public final class SettingsException extends LocateException {
  private static final long serialVersionUID = 1L;

  /** Says which, and why; keeps the cause. */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
