package dev.harness.runtime.engine.output;

import java.io.IOException;

/**
 * Takes the output of a process as it comes; both streams may come at once, each from a thread of
 * its own.
 */
@FunctionalInterface
public interface OutputSink {
  /**
   * Takes a piece of output; may block, which holds back the giver.
   *
   * @throws IOException when the receiver is gone
   */
  void accept(OutputStreamKind kind, byte[] bytes) throws IOException;

  /** Learns that nothing more comes from one stream. */
  default void end(OutputStreamKind kind) {}
}
