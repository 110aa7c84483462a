package dev.harness.engineapi.client;

/** A request to an engine that failed; the cases say how. */
public abstract sealed class EngineApiException extends RuntimeException
    permits EngineRefusedException, EngineUnreachableException, EngineWorkFailedException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  EngineApiException(String message, String reason) {
    super(message);
    this.reason = reason;
  }

  EngineApiException(String message, String reason, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What was attempted, why it failed and what can be done. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Why, in the engine's or the system's words, without what was attempted. */
  public String reason() {
    return reason;
  }
}
