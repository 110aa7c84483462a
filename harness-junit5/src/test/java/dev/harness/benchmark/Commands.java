package dev.harness.benchmark;

import java.io.IOException;
import java.util.List;

/** Runs commands of the machine that a measurement is compared with. */
final class Commands {
  private Commands() {}

  /** Runs one to its end, which must be a good one; its output goes nowhere. */
  static void run(String... command) throws IOException, InterruptedException {
    run(new ProcessBuilder(command));
  }

  /** Runs one to its end, which must be a good one; its output goes nowhere. */
  static void run(ProcessBuilder command) throws IOException, InterruptedException {
    Process process =
        command
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> words = command.command();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("%s ended with status %d".formatted(words, status));
    }
  }
}
