package dev.harness.runtime.launch;

import dev.harness.runtime.testing.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Measures the launcher alone: plan to first instruction, and to the exit of a process. */
final class LaunchBenchmark {
  private static final int WARM_UP = 50;
  private static final int ROUNDS = 200;

  private LaunchBenchmark() {}

  /** Prints the times in milliseconds; needs root. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("launch-benchmark");
    try (Containers containers = Containers.in(directory)) {
      ProcessPlan process = containers.script("exit 0").build();
      for (int i = 0; i < WARM_UP; i++) {
        containers.run(process);
      }
      long[] nanos = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        containers.run(process);
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      System.out.printf(
          "plan to exit: least %.2f ms, p50 %.2f ms, p99 %.2f ms of %d%n",
          nanos[0] / 1e6, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100] / 1e6, ROUNDS);
    }
  }
}
