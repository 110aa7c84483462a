package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A test on a machine that lacks something: it is told what, and what to do (R3, R8-R10). */
@SuppressWarnings("NullAway.Init") // set before each test
class PoorMachineIT {
  @TempDir(factory = DirectoryOfManyUsers.class, cleanup = CleanupMode.NEVER)
  static Path data;

  @TempDir Path directory;
  private Path running;

  @BeforeEach
  void prepare() throws IOException {
    running = Files.createDirectory(directory.resolve("r"));
    Files.setPosixFilePermissions(running, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void leavesNothing() {
    assertThat(running).isEmptyDirectory();
    Confinement.assertNoProcessOf(running);
  }

  private Ended startOneContainer(Confinement confinement) throws IOException {
    return start(confinement, OneContainer.class);
  }

  private Ended start(Confinement confinement, Class<?> test) throws IOException {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            test.getName());
    ProcessBuilder builder = new ProcessBuilder(confinement.around(command, directory));
    builder.environment().put("HARNESS_RUN", running.toString());
    builder.environment().put("HARNESS_DATA", data.toString());
    return Ended.run(builder, directory);
  }

  @Test
  void forbiddenUserNamespacesAreNamedWithTheRemedy() throws IOException {
    Ended test = startOneContainer(Confinement.NO_USER_NAMESPACES);

    assertThat(test.output().lines())
        .containsExactly(
            "EngineUnavailableException",
            "Cannot start the engine: make new namespaces [user]: ENOSPC (limit of namespaces or"
                + " space reached). User namespaces are switched off here"
                + " (user.max_user_namespaces=0). Run once:"
                + " sudo sysctl -w user.max_user_namespaces=15000.");
  }

  @Test
  void missingControlGroupsDiscardLimitsAndForbidToPause() throws IOException {
    Ended test = start(Confinement.NO_NEWUIDMAP, LimitedContainer.class);
    assumeThat(test.output())
        .as("needs a user to whom control groups are closed; those of root stay root's")
        .doesNotContain("paused");

    assertThat(test.output().lines())
        .startsWith("running", "ContainerAccessException")
        .last()
        .asString()
        .contains("cannot pause container", "that takes a control group");
    assertThat(test.errors().lines().filter(line -> line.contains("WARN")))
        .anyMatch(line -> line.contains("HostConfig.Memory is discarded: "));
  }

  @Test
  void missingPacketFilterLeavesContainersAProxy() throws IOException {
    assumeThat(Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables"))
        .as("needs br_netfilter")
        .exists();

    Ended test = start(Confinement.READ_ONLY_SETTINGS, ProxiedContainer.class);

    assertThat(test.output())
        .containsSubsequence(
            "running",
            "http://172.17.0.1:",
            "web answers: 0",
            "server returned error: HTTP/1.1 403 Forbidden");
  }

  @Test
  void missingNewuidmapLeavesContainersOneUserAndOneLineSaysSo() throws IOException {
    Ended test = startOneContainer(Confinement.NO_NEWUIDMAP);

    assertThat(test.output().lines()).containsExactly("built-in engine, single-id", "0");
    assertThat(test.errors().lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .contains("Only one user id can be used in containers")
        .contains("newuidmap and newgidmap are not installed")
        .contains("Install the package uidmap")
        .contains("images that switch to another user or change owners of files will fail");
  }
}
