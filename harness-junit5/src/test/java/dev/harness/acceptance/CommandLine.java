package dev.harness.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The command line as users call it: {@code java -jar harness.jar}, in a process of its own. */
final class CommandLine {
  private static final String JAR = "dev/harness/engine/harness.jar";

  private final Path directory;
  private final Confinement confinement;

  /** Keeps the jar and the engines' run directories in {@code directory}. */
  CommandLine(Path directory, Confinement confinement) {
    this.directory = directory;
    this.confinement = confinement;
  }

  /** Runs a command to its end. */
  Ended run(String... arguments) throws IOException {
    return Ended.run(builder(arguments), directory);
  }

  /** Starts a command, which the caller ends. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private ProcessBuilder builder(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(confinement.around(command, directory));
    builder.environment().put("HARNESS_RUN", running().toString());
    return builder;
  }

  /** Where engines have their run directories; empty when none is left. */
  Path running() throws IOException {
    Path running = directory.resolve("r");
    if (!Files.exists(running)) {
      Files.createDirectory(running);
      Files.setPosixFilePermissions(running, PosixFilePermissions.fromString("rwx------"));
    }
    return running;
  }

  /** The jar of the command line. */
  Path jar() throws IOException {
    Path jar = directory.resolve("harness.jar");
    if (!Files.exists(jar)) {
      try (InputStream in = CommandLine.class.getClassLoader().getResourceAsStream(JAR)) {
        Files.copy(Objects.requireNonNull(in, JAR), jar);
      }
    }
    return jar;
  }
}
