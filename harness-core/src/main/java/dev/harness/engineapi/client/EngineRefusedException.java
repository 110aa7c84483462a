package dev.harness.engineapi.client;

/** The engine answered a request with an error. */
public final class EngineRefusedException extends EngineApiException {
  private static final long serialVersionUID = 1L;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final int status;

  EngineRefusedException(String action, int status, String statusText, String reason) {
    super("Cannot %s: %s (HTTP %d %s)".formatted(action, reason, status, statusText), reason);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the container, image or exec does not exist. */
  public boolean isNotFound() {
    return status == NOT_FOUND;
  }

  /** Whether the state of the thing does not allow it, or its name is taken. */
  public boolean isConflict() {
    return status == CONFLICT;
  }
}
