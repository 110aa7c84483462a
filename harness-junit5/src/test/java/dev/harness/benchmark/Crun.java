package dev.harness.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** The peer of starts: the whole of {@code crun run} of one bundle, again and again. */
final class Crun {
  private final Path bundle;
  private int runs;

  /**
   * Makes a peer.
   *
   * @param bundle an OCI bundle of busybox that runs {@code true}
   */
  Crun(Path bundle) {
    this.bundle = bundle;
  }

  /** Runs it once; the milliseconds that it took. */
  double run() throws IOException, InterruptedException {
    runs++;
    long begin = System.nanoTime();
    Commands.run("crun", "run", "--bundle", bundle.toString(), "benchmark-" + runs);
    return (System.nanoTime() - begin) / 1e6;
  }
}
