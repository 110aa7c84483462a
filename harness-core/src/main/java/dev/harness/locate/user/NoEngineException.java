package dev.harness.locate.user;

/** The configuration names an engine that cannot be reached, or there is none for this machine. */
public final class NoEngineException extends LocateException {
  private static final long serialVersionUID = 1L;

  /** Says what was looked for, and how an engine can be had. */
  public NoEngineException(String message) {
    super(message);
  }

  /** Says what was looked for, and how an engine can be had; keeps the cause. */
  public NoEngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
