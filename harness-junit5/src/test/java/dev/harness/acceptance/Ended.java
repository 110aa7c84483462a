package dev.harness.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process without input wrote, and how it ended. */
public record Ended(int exitCode, String output, String errors) {

  /** Runs a process to its end; keeps what it complains of in a file of {@code directory}. */
  public static Ended run(ProcessBuilder builder, Path directory) throws IOException {
    Path errors = Files.createTempFile(directory, "errors", "");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.onExit().join().exitValue();
    return new Ended(exitCode, output, Files.readString(errors));
  }
}
