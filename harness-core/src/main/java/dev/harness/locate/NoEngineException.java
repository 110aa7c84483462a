package dev.harness.locate;

/** The configuration names an engine that cannot be reached, or there is none for this machine. */
public final class NoEngineException extends LocateException {
  private static final long serialVersionUID = 1L;

  NoEngineException(String message) {
    super(message);
  }

  NoEngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
