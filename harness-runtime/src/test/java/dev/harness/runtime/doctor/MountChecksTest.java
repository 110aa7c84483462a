package dev.harness.runtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountChecksTest {
  private static final String ROOT = "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n";

  @TempDir Path root;

  private MountChecks mounts(String table) throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(root.resolve("proc/self/mountinfo"), table);
    return MountChecks.of(root);
  }

  @Test
  void findsNothingWrongOnAnOrdinaryMachine() throws IOException {
    MountChecks mounts = mounts(ROOT + "23 22 0:4 / /proc rw,nosuid - proc proc rw\n");

    assertThat(mounts.processes().verdict()).isEqualTo(Finding.Verdict.OK);
    assertThat(mounts.storage(Path.of("/var/lib/harness")).text())
        .isEqualTo("ok        storage                /var/lib/harness is on ext4");
    assertThat(mounts.programs(Path.of("/root/.cache/harness")).verdict())
        .isEqualTo(Finding.Verdict.OK);
  }

  @Test
  void tellsThatPartsOfProcAreCovered() throws IOException {
    MountChecks mounts =
        mounts(
            """
            23 22 0:4 / /proc rw,nosuid - proc proc rw
            24 23 0:4 /sys /proc/sys ro,nosuid - proc proc rw
            25 23 0:5 / /proc/acpi ro - tmpfs tmpfs ro
            """);

    assertThat(mounts.processes().text())
        .startsWith("degraded  processes              2 mounts cover parts of /proc, such as")
        .contains("/proc/sys: containers get this one; ps, jps and /proc/PID are wrong in them")
        .contains("fix: start the outer container with --security-opt systempaths=unconfined");
  }

  @Test
  void tellsThatFiltersPartContainersOfOneNetwork() throws IOException {
    Files.createDirectories(root.resolve("proc/sys/net/bridge"));
    Files.writeString(root.resolve("proc/sys/net/bridge/bridge-nf-call-iptables"), "1\n");
    String proc = ROOT + "23 22 0:4 / /proc rw,nosuid - proc proc rw\n";

    Finding free = mounts(proc).bridges();
    Finding fixed = mounts(proc + "24 23 0:4 /sys /proc/sys ro - proc proc rw\n").bridges();

    assertThat(free.text())
        .isEqualTo(
            "ok        bridges                br_netfilter is loaded; the engine switches it off"
                + " for its own");
    assertThat(fixed.text())
        .startsWith("degraded  bridges                br_netfilter is loaded and /proc/sys is")
        .contains("so containers reach beyond those only by a proxy")
        .contains("fix: start the outer container with --security-opt systempaths=unconfined");
  }

  @Test
  void tellsThatNoFilterSeesBridges() throws IOException {
    assertThat(mounts(ROOT + "24 22 0:4 /sys /proc/sys ro - proc proc rw\n").bridges().text())
        .isEqualTo("ok        bridges                br_netfilter is not loaded");
  }

  @Test
  void tellsThatAnOverlayHoldsTheData() throws IOException {
    MountChecks mounts = mounts("22 1 0:9 / / rw,relatime - overlay overlay rw,lowerdir=x\n");

    assertThat(mounts.storage(Path.of("/var/lib/harness")).text())
        .startsWith("degraded  storage                /var/lib/harness is on overlayfs")
        .contains("fix: mount a volume at /var/lib/harness, or set HARNESS_DATA to a directory");
  }

  @Test
  void seesTheVolumeOnAnOverlay() throws IOException {
    MountChecks mounts =
        mounts(
            """
            22 1 0:9 / / rw,relatime - overlay overlay rw,lowerdir=x
            23 22 8:1 /v /var/lib/harness rw - ext4 /dev/sda1 rw
            """);

    assertThat(mounts.storage(Path.of("/var/lib/harness")).verdict()).isEqualTo(Finding.Verdict.OK);
  }

  @Test
  void tellsThatTheCacheForbidsPrograms() throws IOException {
    MountChecks mounts = mounts(ROOT + "30 22 0:7 / /home rw,noexec,nosuid - tmpfs tmpfs rw\n");

    assertThat(mounts.programs(Path.of("/home/jane/.cache/harness")).text())
        .startsWith("broken    programs               /home/jane/.cache/harness is mounted noexec")
        .contains("fix: set XDG_CACHE_HOME to a directory where programs may be executed");
  }
}
