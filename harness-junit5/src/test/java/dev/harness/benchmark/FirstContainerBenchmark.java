package dev.harness.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * From a test JVM's first call to its first running container, in a new JVM each time: with and
 * without the archive of the engine's classes, in turn.
 */
final class FirstContainerBenchmark {
  private static final int RUNS = 10;

  private FirstContainerBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    run("now");
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      with.add(run("now"));
      without.add(run("false"));
    }
    System.out.println(Distribution.of("first container, class archive", with));
    System.out.println(Distribution.of("first container, no class archive", without));
  }

  private static double run(String archive) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dharness.engine.cds=" + archive,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                FirstContainer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Double.parseDouble(output.strip().split(" ", 2)[1]);
  }
}
