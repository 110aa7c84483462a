package dev.harness.engineapi.client;

/** The engine accepted a request and reported a failure in the stream of its answer. */
public final class EngineWorkFailedException extends EngineApiException {
  private static final long serialVersionUID = 1L;

  EngineWorkFailedException(String action, String reason) {
    super("Cannot %s: %s".formatted(action, reason), reason);
  }
}
