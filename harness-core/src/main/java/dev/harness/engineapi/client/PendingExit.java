package dev.harness.engineapi.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.container.WaitResponse;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The end of a container, waited for. One thread waits; any may close, which ends the waiting at
 * once.
 */
public final class PendingExit implements AutoCloseable {
  private final EngineStream stream;
  private final ObjectMapper json;

  /** Takes ownership of {@code stream}. */
  PendingExit(EngineStream stream, ObjectMapper json) {
    this.stream = stream;
    this.json = json;
  }

  /**
   * Waits until the container has exited.
   *
   * @return its exit code; empty when this is closed before
   * @throws EngineApiException when the engine cannot tell
   */
  public OptionalLong await() {
    try {
      WaitResponse response = json.readValue(stream.in(), WaitResponse.class);
      if (response.error() != null && !response.error().message().isEmpty()) {
        throw new EngineWorkFailedException(stream.action(), response.error().message());
      }
      return OptionalLong.of(response.statusCode());
    } catch (IOException e) {
      if (stream.isClosed()) {
        return OptionalLong.empty();
      }
      throw stream.broken(e);
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
