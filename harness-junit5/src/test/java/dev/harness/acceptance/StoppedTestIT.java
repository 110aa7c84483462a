package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test that is stopped, as by a debugger or a laptop that is closed, goes on with its containers
 * (H54). {@code -Dharness.stopped.seconds=300} stops it for longer.
 */
class StoppedTestIT {
  private static final long SECONDS = Long.getLong("harness.stopped.seconds", 5);

  @TempDir Path running;

  @Test
  void goesOnWithItsContainers() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            UsedLater.class.getName());
    builder.environment().put("HARNESS_RUN", running.toString());
    Process test = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(test.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("counting");
      List<ProcessHandle> engine = test.children().filter(StoppedTestIT::isBoot).toList();

      send("-STOP", test);
      assertThat(test.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended while stopped").isFalse();
      assertThat(engine).isNotEmpty().allMatch(ProcessHandle::isAlive);
      send("-CONT", test);
      test.getOutputStream().close();

      assertThat(output.lines())
          .containsExactly("followed the log without a gap", "exec: on", "another container: 0");
      assertThat(test.waitFor()).isZero();
    } finally {
      test.destroyForcibly();
    }
    assertThat(running).isEmptyDirectory();
  }

  /** Beside it may be one that makes the archive of the engine's classes, and ends. */
  private static boolean isBoot(ProcessHandle process) {
    return process.info().command().orElse("").contains("boot-");
  }

  private static void send(String signal, Process process)
      throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }
}
