package dev.harness.images.debian.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end, with an environment of our choice and no input.
 *
 * @param environment all variables it gets
 * @param scratch a directory for its output, which may be long
 * @param limit after which it is killed
 */
public record ChildProcess(Map<String, String> environment, Path scratch, Duration limit) {

  /** What a program left behind: its exit status and both outputs. */
  public record Result(int status, String output, String errors) {}

  /**
   * Runs a program in a directory and waits for its end.
   *
   * @throws IOException when it cannot be started, or is not done within the limit
   */
  public Result run(Path directory, List<String> command) throws IOException {
    Path output = Files.createTempFile(scratch, "output", "");
    Path errors = Files.createTempFile(scratch, "errors", "");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      int status = await(builder.start(), command);
      return new Result(status, text(output), text(errors));
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  private int await(Process process, List<String> command) throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new IOException(
          "%s was not done after %d s".formatted(command.get(0), limit.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.get(0), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
