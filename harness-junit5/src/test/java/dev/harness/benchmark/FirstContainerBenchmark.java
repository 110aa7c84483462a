package dev.harness.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a test JVM's first call to its first running container, in a new JVM each time: in a test
 * that JUnit runs, with and without the archive of the engine's classes, and in a program in which
 * nothing ran before; where given a bundle, beside {@code crun run}, ten of them each time. All in
 * turn.
 *
 * <p>Arguments: nothing, or the directory of an OCI bundle of busybox that runs {@code true}.
 */
final class FirstContainerBenchmark {
  private static final int RUNS = 10;
  private static final String IN_A_TEST = "test";

  private final @Nullable Crun peer;
  private final List<Double> test = new ArrayList<>();
  private final List<Double> testWithoutArchive = new ArrayList<>();
  private final List<Double> program = new ArrayList<>();
  private final List<Double> crun = new ArrayList<>();

  private FirstContainerBenchmark(List<String> arguments) {
    this.peer = arguments.isEmpty() ? null : new Crun(Path.of(arguments.get(0)));
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new FirstContainerBenchmark(List.of(arguments)).run();
  }

  private void run() throws IOException, InterruptedException {
    double unused = first("now", IN_A_TEST);
    for (int i = 0; i < RUNS; i++) {
      test.add(first("now", IN_A_TEST));
      testWithoutArchive.add(first("false", IN_A_TEST));
      program.add(first("now"));
      for (int runs = 0; peer != null && runs < RUNS; runs++) {
        crun.add(peer.run());
      }
    }
    System.out.println(Distribution.of("in a test, class archive", test));
    System.out.println(Distribution.of("in a test, no class archive", testWithoutArchive));
    System.out.println(Distribution.of("in a program, class archive", program));
    if (peer != null) {
      System.out.println(Distribution.of("crun run … true", crun));
    }
  }

  private static double first(String archive, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dharness.engine.cds=" + archive,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                FirstContainer.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Double.parseDouble(output.strip().split(" ", 2)[1]);
  }
}
