package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code harness doctor} tells what works, what does not, the evidence and the fix (R41). */
class DoctorIT {
  @TempDir Path directory;

  private Ended doctor(Confinement confinement) throws IOException {
    CommandLine harness = new CommandLine(directory, confinement);
    Ended result = harness.run("doctor");
    assertThat(harness.running()).isEmptyDirectory();
    Confinement.assertNoProcessOf(directory);
    return result;
  }

  @Test
  void tellsThatAllIsWell() throws IOException {
    Ended result = doctor(Confinement.NONE);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output().lines())
        .anyMatch(line -> line.matches("ok +kernel +Linux .*"))
        .anyMatch(line -> line.matches("ok +user namespaces +user.max_user_namespaces = [0-9]+"))
        .anyMatch(line -> line.matches("ok +engine +starts in [0-9]+ ms, mode .*"))
        .noneMatch(line -> line.startsWith("broken"));
  }

  @Test
  void tellsWhenUserNamespacesAreForbidden() throws IOException {
    Ended result = doctor(Confinement.NO_USER_NAMESPACES);

    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    assertThat(result.output())
        .containsSubsequence(
            "broken    user namespaces        user.max_user_namespaces = 0",
            "fix: sudo sysctl -w user.max_user_namespaces=15000",
            "broken    engine                 Cannot start the engine: make new namespaces [user]");
  }

  @Test
  void tellsWhenPrivilegesCannotBeGained() throws IOException {
    Ended result = doctor(Confinement.NO_NEW_PRIVILEGES);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .containsSubsequence(
            "degraded  confinement            Seccomp: 0, NoNewPrivs: 1",
            "fix: newuidmap cannot gain privileges; allow privilege escalation for this process",
            "ok        engine                 starts in",
            "mode single-id");
    assertThat(result.errors())
        .contains("newuidmap cannot gain privileges because this process has NoNewPrivs set");
  }

  @Test
  void tellsWhenTheCacheForbidsPrograms() throws IOException {
    Ended result = doctor(Confinement.NO_PROGRAMS_IN_CACHE);

    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    assertThat(result.output())
        .containsSubsequence(
            "broken    programs ",
            "is mounted noexec: the engine's launcher cannot be executed there",
            "fix: set XDG_CACHE_HOME to a directory where programs may be executed",
            "broken    engine                 Cannot execute ");
  }

  @Test
  void tellsWhenFiltersPartContainersOfOneNetwork() throws IOException {
    assumeThat(Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables"))
        .as("needs br_netfilter")
        .exists();

    Ended result = doctor(Confinement.READ_ONLY_SETTINGS);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .containsSubsequence(
            "degraded  processes              1 mounts cover parts of /proc, such as /proc/sys",
            "degraded  bridges                br_netfilter is loaded and /proc/sys is read-only",
            "fix: start the outer container with",
            "ok        engine                 starts in");
  }

  @Test
  void tellsWhenThereAreNoControlGroups() throws IOException {
    Ended result = doctor(Confinement.NO_CONTROL_GROUPS);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .containsSubsequence(
            "degraded  cgroups                containers cannot be limited or paused: ", "fix: ");
  }

  @Test
  void tellsWhenNothingMapsSubordinateIds() throws IOException {
    Ended result = doctor(Confinement.NO_NEWUIDMAP);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .containsSubsequence(
            "degraded  subordinate ids        newuidmap or newgidmap is missing",
            "containers have one user only",
            "fix: sudo apt-get install uidmap",
            "ok        engine                 starts in",
            "mode single-id");
  }
}
