package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.exec.ExecResult;
import dev.harness.files.FileSource;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process in a container finds, against the conformance list (C1-C30). */
@Tag("every-mode")
@SuppressWarnings("NullAway.Init") // the extension sets the field
class InsideContainerIT {
  @Container(
      image = "debian.internal/busybox",
      command = {"sleep", "1000"})
  static RunningContainer box;

  /** Whose directory in procfs is looked at: the first process, or else the one that looks. */
  private static final String SOMEBODY = OuterContainer.coversProc() ? "self" : "1";

  private static String run(String script) {
    ExecResult result = box.exec("sh", "-c", script);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout().strip();
  }

  @ParameterizedTest(name = "C1 {0} namespace of its own")
  @ValueSource(strings = {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"})
  void hasNamespacesOfItsOwn(String kind) throws IOException {
    String ours = Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();

    assertThat(run("readlink /proc/%s/ns/%s".formatted(SOMEBODY, kind))).isNotEqualTo(ours);
  }

  @Test
  @Tag("every-engine")
  void c2HasTheStandardMounts() {
    List<String> mounts = run("cut -d' ' -f5 /proc/self/mountinfo").lines().distinct().toList();

    assertThat(mounts)
        .contains(
            "/",
            "/proc",
            "/dev",
            "/dev/pts",
            "/sys",
            "/sys/fs/cgroup",
            "/dev/mqueue",
            "/dev/shm",
            "/etc/hosts",
            "/etc/hostname",
            "/etc/resolv.conf");
  }

  @ParameterizedTest(name = "C2 {0}")
  @ValueSource(
      strings = {
        "/proc rw,nosuid,nodev,noexec",
        "/dev rw,nosuid",
        "/dev/pts rw,nosuid,noexec",
        "/sys ro,nosuid,nodev,noexec",
        "/sys/fs/cgroup ro,nosuid,nodev,noexec",
        "/dev/mqueue rw,nosuid,nodev,noexec",
        "/dev/shm rw,nosuid,nodev,noexec"
      })
  void mountsWithTheStandardOptions(String expected) {
    assertThat(run("cut -d' ' -f5,6 /proc/self/mountinfo").lines())
        .anyMatch(line -> line.startsWith(expected));
  }

  @Test
  void c2ShowsNoControlGroupOfTheHost() {
    assertThat(run("grep ' /sys/fs/cgroup ' /proc/self/mounts | tail -1"))
        .matches("cgroup /sys/fs/cgroup cgroup2 ro,.*");
    assertThat(run("grep '^0:' /proc/self/cgroup")).isEqualTo("0::/");
  }

  @Test
  void c11HasTheStandardDevices() {
    assertThat(run("ls /dev").lines())
        .containsExactly(
            "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin",
            "stdout", "tty", "urandom", "zero");
    assertThat(run("stat -c '%t:%T %a' /dev/null /dev/zero /dev/full /dev/random /dev/tty").lines())
        .containsExactly("1:3 666", "1:5 666", "1:7 666", "1:8 666", "5:0 666");
  }

  @Test
  void c14HidesWhatTellsOfTheHost() {
    assertThat(run("cat /proc/keys /proc/timer_list /proc/interrupts; ls /sys/firmware")).isEmpty();
  }

  @ParameterizedTest(name = "C15 {0} cannot be written")
  @ValueSource(
      strings = {
        "/proc/sys/kernel/core_pattern",
        "/proc/sys/vm/overcommit_memory",
        "/proc/sysrq-trigger",
        "/sys/kernel/uevent_helper"
      })
  void settingsOfTheKernelAreReadOnly(String file) {
    ExecResult result = box.exec("sh", "-c", "echo 0 > " + file);

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.stderr())
        .containsAnyOf("Read-only file system", "Permission denied", "nonexistent directory");
  }

  @Test
  void c15SettingsStayReadOnlyEvenWithoutTheReadOnlyMount() {
    OuterContainer.assumeThatProcShowsTheContainer();
    // The identity-map trap: container's root must be nobody to the files of procfs.
    String owner = run("stat -c %u /proc/sys/kernel/core_pattern");

    assertThat(owner).isEqualTo("65534");
  }

  @Test
  @Tag("every-engine")
  void c16HasFourteenCapabilities() {
    assertThat(run("grep Cap /proc/%s/status | tr -d '\\t'".formatted(SOMEBODY)).lines())
        .containsExactly(
            "CapInh:0000000000000000",
            "CapPrm:00000000a80425fb",
            "CapEff:00000000a80425fb",
            "CapBnd:00000000a80425fb",
            "CapAmb:0000000000000000");
  }

  @Test
  @Tag("every-engine")
  void c18IsFiltered() {
    assertThat(
            run("grep -E '^(Seccomp|NoNewPrivs):' /proc/%s/status | tr -d '\\t'"
                    .formatted(SOMEBODY))
                .lines())
        .containsExactly("NoNewPrivs:0", "Seccomp:2");
    assertThat(box.exec("unshare", "-U", "true").stderr()).contains("Operation not permitted");
    assertThat(box.exec("mount", "-t", "tmpfs", "none", "/tmp").stderr())
        .contains("permission denied");
  }

  @Test
  @Tag("every-engine")
  void c30KnowsItsNameAndAddress() {
    String name = box.id().substring(0, 12);
    assertThat(run("hostname")).isEqualTo(name);
    assertThat(run("cat /etc/hostname")).isEqualTo(name);
    String address = run("ip -4 -o addr show eth0 | awk '{print $4}'");
    assertThat(address).startsWith("172.17.").endsWith("/16");
    assertThat(run("cat /etc/hosts").lines())
        .contains(address.replace("/16", "") + "\t" + name, "127.0.0.1\tlocalhost");
  }

  @Test
  @Tag("every-engine")
  void h41InheritsNoDescriptor() {
    OuterContainer.assumeThatProcShowsTheContainer();

    assertThat(run("ls /proc/1/fd").lines()).containsExactly("0", "1", "2");
  }

  @Test
  @Tag("every-engine")
  void h33KnowsNothingOfTheEnginesEnvironment() {
    OuterContainer.assumeThatProcShowsTheContainer();

    assertThat(run("tr '\\0' '\\n' < /proc/1/environ | cut -d= -f1 | sort").lines())
        .containsExactly("HOME", "HOSTNAME", "PATH");
  }

  @Test
  @Tag("every-engine")
  void h46SeesOnlyItsOwnProcesses() {
    OuterContainer.assumeThatProcShowsTheContainer();

    assertThat(run("cat /proc/1/comm")).isEqualTo("sleep");
    assertThat(Integer.parseInt(run("ls -d /proc/[0-9]* | wc -l"))).isLessThan(10);
  }

  @Test
  @Tag("every-engine")
  void filesInAContainerCanBeCopiedBothWays(@TempDir Path directory) throws IOException {
    box.copyTo(FileSource.text("hello"), "/tmp/in/greeting");
    assertThat(run("cat /tmp/in/greeting")).isEqualTo("hello");

    box.copyFrom("/etc/passwd", directory.resolve("passwd"));
    assertThat(directory.resolve("passwd")).content().startsWith("root:x:0:0:");
  }

  @Test
  @Tag("every-engine")
  void writesOfOneContainerAreNotSeenByTheNext(
      @Container(
              image = "debian.internal/busybox",
              command = {"sleep", "1000"})
          RunningContainer other) {
    run("echo mine > /tmp/own");

    assertThat(other.exec("test", "-e", "/tmp/own").exitCode()).isEqualTo(1);
  }
}
