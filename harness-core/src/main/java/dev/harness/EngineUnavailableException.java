package dev.harness;

/** No engine could be found or started. */
public final class EngineUnavailableException extends HarnessException {
  private static final long serialVersionUID = 1L;

  EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
