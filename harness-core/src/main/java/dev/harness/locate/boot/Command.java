package dev.harness.locate.boot;

import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A short-lived program of the system, such as {@code newuidmap}; it must not hang a start. */
final class Command {
  private static final int MAX_OUTPUT_BYTES = 64 << 10;
  private static final int TIMEOUT_SECONDS = 10;

  private final String path;

  private Command(String path) {
    this.path = path;
  }

  /** What a program said and how it ended. */
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** Looks for an executable in the directories of {@code PATH}, and those of the system. */
  static Optional<Command> find(String name, Settings settings) {
    String directories = settings.variable("PATH").orElse("") + ":/usr/bin:/bin:/usr/sbin:/sbin";
    for (String directory : directories.split(":", -1)) {
      Path candidate = Path.of(directory, name);
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return Optional.of(new Command(candidate.toString()));
      }
    }
    return Optional.empty();
  }

  /** Starts the program; the result comes when it has ended. */
  CompletableFuture<Result> start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(path);
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process
        .onExit()
        .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .handle((ended, timeout) -> timeout == null ? result(process) : killed(process));
  }

  private Result killed(Process process) {
    process.destroyForcibly();
    return new Result(-1, path + " did not end in " + TIMEOUT_SECONDS + " s");
  }

  private Result result(Process process) {
    try {
      byte[] output = process.getInputStream().readNBytes(MAX_OUTPUT_BYTES);
      return new Result(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return new Result(process.exitValue(), path + ": " + e.getMessage());
    }
  }
}
