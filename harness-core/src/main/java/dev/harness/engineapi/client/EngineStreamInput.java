package dev.harness.engineapi.client;

import java.io.FilterInputStream;

/** The bytes of an answer; closing it before the end drops the connection. */
final class EngineStreamInput extends FilterInputStream {
  private final EngineStream stream;

  /** Takes ownership of {@code stream}. */
  EngineStreamInput(EngineStream stream) {
    super(stream.in());
    this.stream = stream;
  }

  @Override
  public void close() {
    stream.close();
  }
}
