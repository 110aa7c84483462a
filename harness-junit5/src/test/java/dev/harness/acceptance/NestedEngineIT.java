package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests for every mode, run once more in a container of dockerd's that has nothing but {@code
 * seccomp=unconfined}: no privileges, a masked procfs, an overlay as its root (R14, R20-R22).
 */
class NestedEngineIT {
  @Test
  @Timeout(600)
  void passesTheTestsForEveryMode(@TempDir(cleanup = CleanupMode.NEVER) Path directory)
      throws IOException {
    DockerCli.assumeThatItIsHere();
    try (DockerDaemon docker = DockerDaemon.startForContainers(directory.resolve("docker"))) {
      DockerCli client = new DockerCli(docker.socket(), directory);
      OuterMachine outer = OuterMachine.like(directory.resolve("machine"), client);

      Ended tests =
          outer.run(
              "org.junit.platform.console.ConsoleLauncher",
              "execute",
              "--scan-class-path=" + outer.testClasses(),
              "--include-classname=.*IT",
              "--include-tag=every-mode",
              "--disable-banner",
              "--disable-ansi-colors",
              "--details=testfeed",
              "--fail-if-no-tests");

      System.out.println("In a container of dockerd's:");
      tests.output().lines().filter(NestedEngineIT::tells).forEach(System.out::println);
      assertThat(tests.exitCode()).as(tests.output()).isZero();
    }
  }

  /** Skipped tests with their reasons, and the numbers at the end. */
  private static boolean tells(String line) {
    return line.contains("ABORTED")
        || line.contains("TestAbortedException")
        || line.matches("\\[ +\\d+ tests .*");
  }
}
