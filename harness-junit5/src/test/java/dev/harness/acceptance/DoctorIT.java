package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
