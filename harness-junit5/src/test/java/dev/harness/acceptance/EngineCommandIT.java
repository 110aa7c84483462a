package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.testing.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code harness engine}: an engine in the foreground, for docker and other clients. */
class EngineCommandIT {
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @TempDir Path directory;

  @Test
  void servesUntilItIsToldToEndAndLeavesNothing() throws IOException, InterruptedException {
    CommandLine harness = new CommandLine(directory, Confinement.NONE);
    Path socket = directory.resolve("docker.sock");
    Process engine = harness.start("engine", "--socket", socket.toString());
    try (RawClient client = readyClient(engine, socket)) {
      assertThat(client.get("/_ping").body()).isEqualTo("OK");
      assertThat(client.get("/v1.44/containers/json").body()).isEqualTo("[]");

      engine.destroy();

      assertThat(engine.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
      assertThat(engine.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(socket).doesNotExist();
      assertThat(harness.running()).isEmptyDirectory();
      Confinement.assertNoProcessOf(directory);
    } finally {
      engine.destroyForcibly();
    }
  }

  /** Reads what the command tells its user, and does it. */
  private static RawClient readyClient(Process engine, Path socket) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
    assertThat(output.readLine()).matches("Engine ready \\((root|rootless|single-id)\\)\\. .*");
    assertThat(output.readLine()).isEqualTo("  export DOCKER_HOST=unix://" + socket);
    return new RawClient(socket);
  }

  @Test
  void saysWhyItCannotListen() throws IOException {
    CommandLine harness = new CommandLine(directory, Confinement.NONE);

    Ended result = harness.run("engine", "--socket", "/proc/nonesuch/docker.sock");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("harness: Cannot start the engine", "/proc/nonesuch")
        .doesNotContain("\tat ");
    assertThat(harness.running()).isEmptyDirectory();
    Confinement.assertNoProcessOf(directory);
  }

  @Test
  void saysWhyItCannotKeepImages() throws IOException {
    CommandLine harness = new CommandLine(directory, Confinement.NONE);

    Ended result = harness.run("engine", "--data", "/proc/nonesuch");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("cannot write the data directory /proc/nonesuch", "make it writable");
    assertThat(harness.running()).isEmptyDirectory();
  }
}
