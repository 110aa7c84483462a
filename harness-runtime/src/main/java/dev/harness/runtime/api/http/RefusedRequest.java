package dev.harness.runtime.api.http;

/** A request that is refused before it reaches the engine, with the HTTP status to say so. */
public final class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Refuses with {@code status}, 400 to 599. */
  public RefusedRequest(int status, String message) {
    super(message);
    this.status = status;
  }

  private RefusedRequest(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** Refuses a malformed request: 400. */
  public static RefusedRequest malformed(String message) {
    return new RefusedRequest(400, message);
  }

  /** Refuses a malformed request: 400. */
  public static RefusedRequest malformed(String message, Throwable cause) {
    return new RefusedRequest(400, message, cause);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
