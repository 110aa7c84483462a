package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.acceptance.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Docker's own command line.
 *
 * @param socket of the engine that it talks to
 * @param home its configuration, and where it runs
 */
public record DockerCli(Path socket, Path home) {

  /** Skips the tests where there is none. */
  public static void assumeThatItIsHere() {
    assumeThat(isOnPath("docker")).as("needs the docker command line").isTrue();
  }

  /** Whether a program is found as the shell would. */
  static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Runs a command to its end. */
  public Ended run(String... arguments) throws IOException {
    return Ended.run(builder(arguments), home);
  }

  /** Begins a command that the caller ends; what it says can be read while it runs. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DOCKER_CONFIG", home.toString());
    builder.environment().put("DOCKER_BUILDKIT", "0");
    return builder;
  }

  /** What it prints when it reads {@code input}; it must succeed. */
  String succeedWith(String input, String... arguments) throws IOException {
    Path file = Files.writeString(Files.createTempFile(home, "input", ""), input);
    ProcessBuilder builder = builder(arguments).redirectInput(file.toFile());
    Ended result = Ended.run(builder, home);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result.output().strip();
  }

  /** What it prints; it must succeed. */
  public String succeed(String... arguments) throws IOException {
    Ended result = run(arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result.output().strip();
  }

  /** Changes the configuration, for which no engine is asked. */
  void configure(String... arguments) throws IOException {
    ProcessBuilder builder = builder(arguments);
    builder.command().subList(1, 3).clear();
    Ended result = Ended.run(builder, home);
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  /** Gives the engine images that ours has or makes. */
  public void loadFromOurs(List<String> images) throws IOException {
    Path archive = home.resolve("images.tar");
    try (Api ours = Api.start()) {
      for (String image : images) {
        ours.call("POST /images/create?fromImage=" + image);
      }
      List<String> save = new ArrayList<>(List.of("save", "-o", archive.toString()));
      save.addAll(images);
      new DockerCli(ours.socket(), home).succeed(save.toArray(String[]::new));
    }
    succeed("load", "-i", archive.toString());
    Files.delete(archive);
  }
}
