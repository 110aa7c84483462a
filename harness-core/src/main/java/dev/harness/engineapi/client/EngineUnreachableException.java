package dev.harness.engineapi.client;

import java.io.IOException;

/** The connection to the engine failed, or broke before the whole answer came. */
public final class EngineUnreachableException extends EngineApiException {
  private static final long serialVersionUID = 1L;

  EngineUnreachableException(String action, EngineAddress address, IOException cause) {
    super(
        "Cannot %s: the connection to the engine at %s failed: %s"
            .formatted(action, address, words(cause)),
        words(cause),
        cause);
  }

  private static String words(IOException cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
