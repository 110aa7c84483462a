package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.contract.Api;
import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's dockerd in the place of our engine: the tests with the tag {@code every-engine} pass on
 * it, and nothing stays there.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryEngineIT {
  private static final List<String> IMAGES =
      List.of(Api.IMAGE, "debian.internal/postgresql", "debian.internal/packages/socat");
  private static final Pattern SUCCESSFUL = Pattern.compile("\\[ +([0-9]+) tests successful +]");

  @TempDir(factory = DirectoryOfManyUsers.class, cleanup = CleanupMode.NEVER)
  private static Path directory;

  private static DockerDaemon daemon;
  private static DockerCli docker;

  @BeforeAll
  static void startDockerWithImages() throws IOException {
    DockerCli.assumeThatItIsHere();
    daemon = DockerDaemon.startForTests(directory.resolve("docker"));
    docker = new DockerCli(daemon.socket(), directory);
    docker.loadFromOurs(IMAGES);
  }

  @AfterAll
  static void endDocker() {
    if (daemon != null) {
      daemon.close();
    }
  }

  private static ProcessBuilder java(Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(daemon.beside(command));
    builder.environment().put("DOCKER_HOST", "unix://" + daemon.socket());
    builder.environment().putAll(variables);
    return builder;
  }

  private static void assertNothingIsLeft() throws IOException {
    assertThat(docker.succeed("ps", "--all", "--quiet")).isEmpty();
    assertThat(docker.succeed("network", "ls", "--quiet", "--filter=type=custom")).isEmpty();
    assertThat(docker.succeed("volume", "ls", "--quiet")).isEmpty();
  }

  @Test
  @Order(1)
  @Timeout(300)
  void passesTheTestsForEveryEngine() throws IOException {
    Path reports = Path.of("target", "dockerd-reports").toAbsolutePath();

    Ended tests =
        Ended.run(
            java(
                Map.of(),
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--scan-class-path=" + Path.of("target", "test-classes").toAbsolutePath(),
                "--include-classname=.*IT",
                "--include-tag=every-engine",
                "--reports-dir=" + reports,
                "--details=tree",
                "--disable-ansi-colors",
                "--disable-banner"),
            directory);

    System.out.println(tests.output());
    assertThat(tests.exitCode()).as("%s%n%s", tests.output(), tests.errors()).isZero();
    Matcher successful = SUCCESSFUL.matcher(tests.output());
    assertThat(successful.find()).isTrue();
    assertThat(Integer.parseInt(successful.group(1))).isGreaterThan(30);
    assertNothingIsLeft();
  }

  @Test
  @Order(2)
  @Timeout(60)
  void leavesNothingWhenTheJvmEndsByItself() throws IOException {
    Ended ended = Ended.run(java(Map.of(), ForgottenContainer.class.getName(), "exit"), directory);

    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(3);
    assertNothingIsLeft();
  }

  @Test
  @Order(3)
  @Timeout(60)
  void removesWhatAKilledJvmHasLeft() throws IOException {
    String other = docker.succeed("run", "--detach", Api.IMAGE, "sleep", "1000");
    Ended killed = Ended.run(java(Map.of(), ForgottenContainer.class.getName(), "die"), directory);
    assertThat(killed.exitCode()).as(killed.toString()).isEqualTo(137);
    assertThat(docker.succeed("ps", "--quiet", "--filter=label=dev.harness.session")).hasSize(12);

    Ended next = Ended.run(java(Map.of(), OneContainer.class.getName()), directory);

    assertThat(next.exitCode()).as(next.toString()).isZero();
    assertThat(docker.succeed("ps", "--quiet", "--no-trunc")).isEqualTo(other);
    docker.succeed("rm", "--force", other);
    assertNothingIsLeft();
  }
}
