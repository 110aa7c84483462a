package dev.harness.runtime.engine;

import java.io.IOException;

/** Takes the output of a process as it comes. */
@FunctionalInterface
public interface OutputSink {
  /**
   * Takes a piece of output; may block, which holds back the giver.
   *
   * @throws IOException when the receiver is gone
   */
  void accept(OutputStreamKind kind, byte[] bytes) throws IOException;
}
