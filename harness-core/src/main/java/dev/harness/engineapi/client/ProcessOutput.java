package dev.harness.engineapi.client;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.StreamFrameReader;
import java.io.IOException;
import java.util.Optional;

/**
 * The output of a container or of an exec without a terminal, as it comes. One thread reads; any
 * may close, which ends the reading at once.
 */
public final class ProcessOutput implements AutoCloseable {
  private final EngineStream stream;
  private final StreamFrameReader frames;

  /** Takes ownership of {@code stream}. */
  ProcessOutput(EngineStream stream) {
    this.stream = stream;
    this.frames = new StreamFrameReader(stream.in());
  }

  /**
   * Reads the next bytes; blocks.
   *
   * @return empty when there is no more, or this is closed
   * @throws EngineUnreachableException when the connection breaks
   */
  public Optional<StreamFrame> next() {
    try {
      return frames.next();
    } catch (IOException e) {
      if (stream.isClosed()) {
        return Optional.empty();
      }
      throw stream.broken(e);
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
