package dev.harness.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process without input wrote, and how it ended. */
public record Ended(int exitCode, String output, String errors) {

  /**
   * Runs a process to its end; keeps what it says in files of {@code directory}, so that a test that
   * takes too long can be interrupted: it takes the process with it.
   */
  public static Ended run(ProcessBuilder builder, Path directory) throws IOException {
    Path output = Files.createTempFile(directory, "output", "");
    Path errors = Files.createTempFile(directory, "errors", "");
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    try {
      int exitCode = process.waitFor();
      return new Ended(exitCode, read(output), read(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(
          "interrupted while running %s; it wrote%n%s%n%s"
              .formatted(builder.command(), read(output), read(errors)),
          e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
