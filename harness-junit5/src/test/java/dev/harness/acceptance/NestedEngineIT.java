package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine in a container of dockerd's: with nothing but {@code seccomp=unconfined} it passes the
 * tests for every mode, without privileges, with a masked procfs and an overlay as its root (R14,
 * R20-R22); and doctor tells what is missing (R41).
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class NestedEngineIT {
  private static final List<String> UNFILTERED = List.of("--security-opt=seccomp=unconfined");

  @TempDir(factory = DirectoryOfManyUsers.class, cleanup = CleanupMode.NEVER)
  private static Path directory;

  private static DockerDaemon docker;
  private static OuterMachine outer;

  @BeforeAll
  static void startDocker() throws IOException {
    DockerCli.assumeThatItIsHere();
    docker = DockerDaemon.startForContainers(directory.resolve("docker"));
    Path jar = new CommandLine(directory, Confinement.NONE).jar();
    outer =
        OuterMachine.like(
            directory.resolve("machine"), jar, new DockerCli(docker.socket(), directory));
  }

  @AfterAll
  static void endDocker() {
    if (docker != null) {
      docker.close();
    }
  }

  @Test
  @Timeout(600)
  void passesTheTestsForEveryMode() throws IOException {
    Ended tests =
        outer.run(
            UNFILTERED,
            "-cp",
            outer.classPath(),
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
    assertThat(tests.exitCode()).as(withoutSuccesses(tests.output())).isZero();
  }

  /** What a person needs who has to find out why a test failed. */
  private static String withoutSuccesses(String output) {
    return output
        .lines()
        .filter(line -> !line.endsWith(" :: STARTED") && !line.endsWith(" :: SUCCESSFUL"))
        .collect(Collectors.joining("\n"));
  }

  /** Skipped tests with their reasons, figures, and the numbers at the end. */
  private static boolean tells(String line) {
    return line.contains("ABORTED")
        || line.contains("TestAbortedException")
        || line.contains("99 of 100 pings")
        || line.matches("\\[ +\\d+ tests .*");
  }

  @Test
  void doctorTellsThatTheFilterForbidsNamespaces() throws IOException {
    Ended doctor = outer.run(List.of(), "-jar", OuterMachine.JAR, "doctor");

    assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(1);
    assertThat(doctor.output())
        .containsSubsequence(
            "degraded  confinement            Seccomp: 2",
            "run that with --security-opt seccomp=unconfined (Docker) or"
                + " seccompProfile.type: Unconfined (Kubernetes)",
            "broken    engine                 Cannot start the engine: make new namespaces [user]:"
                + " EPERM",
            "This process runs under a seccomp filter (Seccomp: 2 in /proc/self/status)");
  }

  @Test
  void doctorTellsWhatAnOuterContainerKeeps() throws IOException {
    Ended doctor = outer.run(UNFILTERED, "-jar", OuterMachine.JAR, "doctor");

    assertThat(doctor.exitCode()).as(doctor.output()).isZero();
    assertThat(doctor.output())
        .containsSubsequence(
            "degraded  cgroups                containers cannot be limited or paused: ",
            "degraded  processes              ",
            " mounts cover parts of /proc, such as /proc/",
            "fix: start the outer container with --security-opt systempaths=unconfined (Docker)",
            "degraded  storage                /var/lib/harness is on overlayfs",
            "fix: mount a volume at /var/lib/harness",
            "ok        engine                 starts in",
            "mode rootless");
  }

  /** Root of the container is the machine's: with /proc open, SYS_ADMIN would be too much (H42). */
  @Test
  void refusesPrivilegesWhereTheKernelsSettingsAreOpen() throws IOException {
    Ended tests =
        outer.run(
            List.of(UNFILTERED.get(0), "--security-opt=systempaths=unconfined"),
            "-cp",
            outer.classPath(),
            PrivilegedContainer.class.getName());

    assertThat(tests.output())
        .as(tests.errors())
        .contains("could write the settings of the machine's kernel");
  }
}
