package dev.harness.benchmark;

import dev.harness.contract.Api;
import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The same suite of tests with our engine and with Testcontainers on Debian's dockerd, in turn: ten
 * classes of five tests with a PostgreSQL and a Redis of their own. Each run is a JVM of its own,
 * measured from its start to its end. dockerd runs already, and both have the images. Needs root,
 * and the build of the module {@code examples/comparison}, in whose directory it must be run.
 *
 * <p>Arguments: the rounds, by default 5; the classes of each side, by default all ten.
 */
final class SuiteBenchmark {
  private static final List<String> CLASSES =
      List.of(
          "PlainShopTest",
          "PreparedShopTest",
          "ConnectedShopTest",
          "ConfiguredShopTest",
          "TeamShopTest",
          "PlainShopAgainTest",
          "PreparedShopAgainTest",
          "ConnectedShopAgainTest",
          "ConfiguredShopAgainTest",
          "TeamShopAgainTest");
  private static final int WRITTEN = 5;
  private static final int TESTS = 5;
  private static final String PACKAGE = "dev.harness.comparison.";
  private static final Path SOURCES = Path.of("src/test/java/dev/harness/comparison");

  private final List<String> classes;
  private final DockerDaemon docker;
  private final Path log;
  private final Map<String, List<Double>> times = new LinkedHashMap<>();

  private SuiteBenchmark(List<String> classes, DockerDaemon docker, Path log) {
    this.classes = classes;
    this.docker = docker;
    this.log = log;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int number = arguments.length > 1 ? Integer.parseInt(arguments[1]) : CLASSES.size();
    for (String side : List.of("ours", "theirs")) {
      System.out.printf(
          "%s: %d lines without imports for %d classes%n", side, lines(side), WRITTEN);
    }
    Path directory = Files.createTempDirectory("suite");
    try (DockerDaemon docker = DockerDaemon.startForTests(directory.resolve("docker"))) {
      new DockerCli(docker.socket(), directory)
          .loadFromOurs(List.of(Api.IMAGE, "debian.internal/postgresql", "debian.internal/redis"));
      new SuiteBenchmark(CLASSES.subList(0, number), docker, directory.resolve("log")).run(rounds);
    } finally {
      Commands.run("rm", "-rf", directory.toString());
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    measure("ours, the first run", command("ours"), Map.of("HARNESS_ENGINE", "builtin"));
    for (int i = 0; i < rounds; i++) {
      measure("ours", command("ours"), Map.of("HARNESS_ENGINE", "builtin"));
      measure(
          "ours, without snapshots",
          command("ours"),
          Map.of("HARNESS_ENGINE", "builtin", "HARNESS_SNAPSHOTS", "false"));
      measure(
          "theirs",
          docker.beside(command("theirs")),
          Map.of(
              "DOCKER_HOST",
              "unix://" + docker.socket(),
              "TESTCONTAINERS_RYUK_DISABLED",
              "true",
              "TESTCONTAINERS_CHECKS_DISABLE",
              "true",
              "TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE",
              Api.IMAGE));
    }
    times.forEach((what, measured) -> System.out.println(Distribution.of(what, measured)));
  }

  private List<String> command(String side) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    // Debian's dockerd is older than what the client of Testcontainers asks for by itself.
    command.add("-Dapi.version=1.41");
    command.addAll(
        List.of(
            "-cp",
            "target/test-classes:" + Files.readString(Path.of("target/test-class-path.txt"))));
    command.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute"));
    classes.forEach(name -> command.add("--select-class=" + PACKAGE + side + "." + name));
    command.addAll(List.of("--details=summary", "--disable-banner", "--disable-ansi-colors"));
    return command;
  }

  private void measure(String side, List<String> command, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    long begin = System.nanoTime();
    int status = builder.start().waitFor();
    double took = (System.nanoTime() - begin) / 1e6;
    String said = Files.readString(log);
    int tests = classes.size() * TESTS;
    if (status != 0 || !said.contains("[%10d tests successful".formatted(tests))) {
      throw new IOException("%d tests of %s did not succeed:%n%s".formatted(tests, side, said));
    }
    System.out.printf("%s: %.0f ms%n", side, took);
    times.computeIfAbsent(side, key -> new ArrayList<>()).add(took);
  }

  /** What a user writes, but for what an editor does: lines that are no import, comment or blank. */
  private static long lines(String side) throws IOException {
    long all = 0;
    for (String name : CLASSES.subList(0, WRITTEN)) {
      try (Stream<String> lines = Files.lines(SOURCES.resolve(side).resolve(name + ".java"))) {
        all +=
            lines
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("/*") && !line.startsWith("*"))
                .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                .count();
      }
    }
    return all;
  }
}
