package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people do with Docker's command line around their containers. */
@SuppressWarnings("NullAway.Init") // set before each test
@ExtendWith(ApiExtension.class)
@Timeout(60)
class DockerHousekeepingIT {
  @TempDir static Path home;
  private DockerCli docker;

  @BeforeAll
  static void findDocker() {
    DockerCli.assumeThatItIsHere();
  }

  @BeforeEach
  void connect(Api api) {
    docker = new DockerCli(api.socket(), home);
  }

  /** Asks again until the answer is there. */
  private void await(String expected, String... question) throws IOException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    String answer = docker.succeed(question);
    while (!answer.equals(expected) && Instant.now().isBefore(deadline)) {
      answer = docker.succeed(question);
    }
    assertThat(answer).isEqualTo(expected);
  }

  @Test
  void publishesAllPortsThatAreExposed() throws IOException {
    docker.succeed(
        "run", "-d", "-P", "--expose", "8080", "--name", "open", Api.IMAGE, "sleep", "1000");

    assertThat(docker.succeed("port", "open", "8080/tcp")).startsWith("127.0.0.1:");
    docker.succeed("rm", "-f", "open");
  }

  @Test
  void looksAfterContainersThatFail() throws IOException {
    docker.succeed(
        "run",
        "-d",
        "--name",
        "well",
        "--health-cmd",
        "true",
        "--health-interval",
        "100ms",
        Api.IMAGE,
        "sleep",
        "1000");
    docker.succeed("run", "-d", "--name", "again", "--restart", "on-failure:2", Api.IMAGE, "false");

    await("healthy", "inspect", "-f", "{{.State.Health.Status}}", "well");
    await("2 exited", "inspect", "-f", "{{.RestartCount}} {{.State.Status}}", "again");
    docker.succeed("rm", "-f", "well", "again");
  }

  @Test
  void readsLogsInParts() throws IOException {
    String script = "for i in 1 2 3 4 5; do echo line $i; done; sleep 0.3; echo end";
    docker.succeed("run", "-d", "--name", "talks", Api.IMAGE, "sh", "-c", script);

    assertThat(docker.succeed("logs", "-f", "--tail", "2", "talks")).endsWith("end");
    assertThat(docker.succeed("logs", "--tail", "2", "talks")).isEqualTo("line 5\nend");
    assertThat(docker.succeed("logs", "--since", "2100-01-01", "talks")).isEmpty();
    assertThat(docker.succeed("logs", "--until", "2100-01-01", "talks")).startsWith("line 1\n");
    assertThat(docker.succeed("logs", "-t", "--tail", "1", "talks"))
        .matches("20[0-9]{2}-[0-9-]+T[0-9:.]+Z end");
    docker.succeed("wait", "talks");
    docker.succeed("rm", "talks");
  }

  @Test
  void sendsSignalsAndStartsAgain() throws IOException {
    String script = "trap 'exit 9' USR1; echo set; sleep 1000 & wait";
    docker.succeed("run", "-d", "--name", "told", Api.IMAGE, "sh", "-c", script);
    await("set", "logs", "told");

    docker.succeed("kill", "-s", "USR1", "told");
    assertThat(docker.succeed("wait", "told")).isEqualTo("9");
    docker.succeed("restart", "told");
    await("set\nset", "logs", "told");
    docker.succeed("kill", "told");
    assertThat(docker.succeed("wait", "told")).isEqualTo("137");
    docker.succeed("rm", "told");
  }

  @Test
  void attachesToWhatRuns() throws IOException, InterruptedException {
    String script = "until test -e /go; do echo here; sleep 0.1; done; echo gone";
    docker.succeed("run", "-d", "--name", "near", Api.IMAGE, "sh", "-c", script);

    Process attached = docker.start("attach", "--no-stdin", "near");
    try (BufferedReader seen = attached.inputReader()) {
      assertThat(seen.readLine()).isEqualTo("here");
      docker.succeed("exec", "-d", "near", "touch", "/go");
      assertThat(seen.lines().dropWhile("here"::equals)).containsExactly("gone");
      assertThat(attached.waitFor()).isZero();
    } finally {
      attached.destroyForcibly();
    }
    docker.succeed("rm", "near");
  }

  @Test
  void leadsAVolumeThroughItsLife() throws IOException {
    docker.succeed("volume", "create", "--label", "made=here", "kept");
    docker.succeed("run", "--name", "writer", "-v", "kept:/data", Api.IMAGE, "touch", "/data/note");

    assertThat(docker.succeed("volume", "ls", "-q", "--filter", "label=made=here"))
        .isEqualTo("kept");
    assertThat(docker.succeed("volume", "inspect", "-f", "{{.Name}} {{.Driver}}", "kept"))
        .isEqualTo("kept local");
    assertThat(docker.run("volume", "rm", "kept").errors()).contains("volume is in use");
    docker.succeed("rm", "writer");
    assertThat(docker.succeed("run", "--rm", "-v", "kept:/d", Api.IMAGE, "ls", "/d"))
        .isEqualTo("note");
    assertThat(docker.succeed("volume", "rm", "kept")).isEqualTo("kept");
    docker.succeed("volume", "create", "--label", "made=for-prune", "unused");
    assertThat(docker.succeed("volume", "prune", "-af", "--filter", "label=made=for-prune"))
        .contains("unused");
  }

  @Test
  void removesAnonymousVolumesWithTheirContainer() throws IOException {
    docker.succeed("create", "--name", "owner", "-v", "/data", Api.IMAGE, "true");
    String volume = docker.succeed("inspect", "-f", "{{(index .Mounts 0).Name}}", "owner");

    docker.succeed("rm", "-f", "-v", "owner");

    assertThat(docker.run("volume", "inspect", volume).errors()).contains("no such volume");
  }

  @Test
  void cleansUp() throws IOException {
    docker.succeed("create", "--name", "first", "--label", "clean=one", Api.IMAGE, "true");
    docker.succeed("create", "--name", "second", "--label", "clean=two", Api.IMAGE, "true");

    docker.succeed("container", "prune", "-f", "--filter", "label=clean=one");
    assertThat(docker.succeed("ps", "-a", "--filter", "label=clean", "--format", "{{.Names}}"))
        .isEqualTo("second");
    docker.succeed("system", "prune", "-f", "--filter", "label=clean=two");
    assertThat(docker.succeed("ps", "-aq", "--filter", "label=clean")).isEmpty();
  }

  @Test
  void tellsOfTheWhole() throws IOException {
    docker.succeed("create", "--name", "counted", Api.IMAGE, "true");

    assertThat(docker.succeed("system", "df", "--format", "{{.Type}} {{.TotalCount}}"))
        .contains("Images ", "Containers ", "Local Volumes ");
    assertThat(docker.succeed("system", "info", "--format", "{{.Containers}}")).isNotEqualTo("0");
    assertThat(
            docker.succeed(
                "system",
                "events",
                "--since",
                "10m",
                "--until",
                "-2s",
                "--filter",
                "container=counted",
                "--format",
                "{{.Action}}"))
        .isEqualTo("create");
    docker.succeed("rm", "counted");
  }
}
