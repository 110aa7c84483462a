package dev.harness.engineapi.client;

import java.util.regex.Pattern;

/** The engine answered a request with an error. */
public final class EngineRefusedException extends EngineApiException {
  private static final long serialVersionUID = 1L;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** Docker's words and ours, and Podman's. */
  private static final Pattern MISSING_IMAGE =
      Pattern.compile("no such image|image not known", Pattern.CASE_INSENSITIVE);

  /** What Docker and Podman say of requests that they do not know. */
  private static final Pattern UNKNOWN_REQUEST =
      Pattern.compile("(page )?not found", Pattern.CASE_INSENSITIVE);

  private final int status;
  private final boolean missingImage;
  private final boolean unknownRequest;

  EngineRefusedException(String action, int status, String statusText, String reason) {
    super("Cannot %s: %s (HTTP %d %s)".formatted(action, reason, status, statusText), reason);
    this.status = status;
    this.unknownRequest = status == NOT_FOUND && UNKNOWN_REQUEST.matcher(reason).matches();
    this.missingImage = status == NOT_FOUND && MISSING_IMAGE.matcher(reason).find();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the container, image or exec does not exist. */
  public boolean isNotFound() {
    return status == NOT_FOUND;
  }

  /** Whether it is an image that does not exist; not a network, say, that a container is to join. */
  public boolean isMissingImage() {
    return missingImage;
  }

  /** Whether the engine does not know such requests, because it is not ours. */
  public boolean isUnknownRequest() {
    return unknownRequest;
  }

  /** Whether the state of the thing does not allow it, or its name is taken. */
  public boolean isConflict() {
    return status == CONFLICT;
  }
}
