package dev.harness.runtime.engine.output;

import java.io.IOException;

/** Takes the entries of a log one after the other. */
@FunctionalInterface
public interface LogSink {
  /**
   * Takes an entry; may block.
   *
   * @throws IOException when the reader is gone
   */
  void accept(LogEntry entry) throws IOException;
}
