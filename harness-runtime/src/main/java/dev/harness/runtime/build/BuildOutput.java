package dev.harness.runtime.build;

import dev.harness.images.pipeline.Progress;
import java.io.IOException;

/** Who listens to a build. */
public interface BuildOutput {
  /**
   * Tells a piece of text.
   *
   * @throws IOException when nobody listens any more
   */
  void write(String text) throws IOException;

  /** Hears how images are pulled. */
  Progress pulls();

  /**
   * Waits; is interrupted when nobody listens any more.
   *
   * @throws IOException when nobody listens any more
   */
  void whileHeard(Waiting work) throws IOException;

  /** Work that may be silent for long. */
  @FunctionalInterface
  interface Waiting {
    /** Works to the end, or until it is interrupted. */
    void run() throws IOException, InterruptedException;
  }
}
