package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is mounted in a container, and what it can do with it (C2, C11, C14, C15). */
@ExtendWith(ContainersExtension.class)
class ContainerMountsIT {
  private final Containers containers;

  ContainerMountsIT(Containers containers) {
    this.containers = containers;
  }

  @Test
  void mountsTheDefaultFileSystems() {
    List<String> mounts =
        containers
            .run("cat /proc/self/mountinfo")
            .output()
            .lines()
            .map(ContainerMountsIT::essence)
            .toList();

    assertThat(mounts)
        .contains(
            "/proc rw,nosuid,nodev,noexec,relatime proc proc",
            "/dev rw,nosuid tmpfs tmpfs",
            "/dev/pts rw,nosuid,noexec,relatime devpts devpts",
            "/sys ro,nosuid,nodev,noexec,relatime sysfs sysfs",
            "/sys/fs/cgroup ro,nosuid,nodev,noexec,relatime cgroup2 cgroup",
            "/dev/mqueue rw,nosuid,nodev,noexec,relatime mqueue mqueue",
            "/dev/shm rw,nosuid,nodev,noexec,relatime tmpfs shm",
            "/proc/sys ro,nosuid,nodev,noexec,relatime proc proc");
  }

  /** Target, attributes, type and source of a line of mountinfo, as in {@code proc(5)}. */
  private static String essence(String line) {
    String[] halves = line.split(" - ", 2);
    String[] mount = halves[0].split(" ", -1);
    String[] system = halves[1].split(" ", -1);
    return "%s %s %s %s".formatted(mount[4], mount[5], system[0], system[1]);
  }

  @Test
  void seesNoMountOfTheMachine() {
    assertThat(containers.run("cat /proc/self/mountinfo").output().lines())
        .hasSizeLessThan(40)
        .noneMatch(line -> line.contains("/boot") || line.contains("/home"));
  }

  @Test
  void hasTheDevicesOfDocker() {
    assertThat(containers.run("cd /dev; ls; for i in *; do readlink $i; done").output().lines())
        .contains(
            "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin",
            "stdout", "tty", "urandom", "zero")
        .contains("/proc/self/fd", "/proc/self/fd/0", "/proc/self/fd/1", "/proc/self/fd/2")
        .contains("pts/ptmx")
        .doesNotContain("kmsg", "mem", "vda", "fuse");
  }

  @Test
  void canUseItsDevices() {
    Containers.Result result =
        containers.run(
            "head -c 4 /dev/urandom | wc -c; head -c 2 /dev/zero | wc -c; echo x > /dev/null;"
                + " echo to /dev/stdout > /dev/stdout; stat -c '%t:%T %a' /dev/null");

    assertThat(result.output()).isEqualTo("4\n2\nto /dev/stdout\n1:3 666\n");
  }

  @Test
  void masksWhatTellsAboutTheMachine() {
    Containers.Result result =
        containers.run("cat /proc/keys /proc/timer_list | wc -c; ls /sys/firmware | wc -l");

    assertThat(result.output()).isEqualTo("0\n0\n");
  }

  @Test
  void protectsPartsOfProc() {
    assertThat(containers.run("echo 1 > /proc/sys/kernel/hostname").output())
        .contains("Read-only file system");
  }

  @Test
  void bindsDirectoriesOfTheHost(@TempDir Path host) throws IOException {
    Files.writeString(host.resolve("greeting"), "hello\n");

    Containers.Result result = runWithBind(host, Set.of(), "cat /data/greeting");

    assertThat(result.output()).isEqualTo("hello\n");
  }

  @Test
  void bindsDirectoriesReadOnly(@TempDir Path host) throws IOException {
    Files.writeString(host.resolve("greeting"), "hello\n");

    Containers.Result result =
        runWithBind(host, Set.of(MountAttribute.READ_ONLY), "touch /data/greeting");

    assertThat(result.output()).contains("Read-only file system");
  }

  private Containers.Result runWithBind(Path host, Set<MountAttribute> attributes, String script)
      throws IOException {
    Files.setPosixFilePermissions(
        host, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    return containers.run(
        containers.script(script).build(),
        plan ->
            plan.mounts(with(new MountSource.Bind(host.toString(), true), "/data", attributes)));
  }

  private List<PlannedMount> with(
      MountSource source, String target, Set<MountAttribute> attributes) {
    List<PlannedMount> mounts = new ArrayList<>(containers.mounts(new NetworkPlan.Fresh()));
    mounts.add(new PlannedMount(source, target, attributes, true));
    return mounts;
  }

  @Test
  void namesTheMountThatFails() {
    MountSource absent = new MountSource.Bind("/no/such/place", false);

    assertThatThrownBy(
            () ->
                containers.run(
                    containers.script("true").build(),
                    plan -> plan.mounts(with(absent, "/data", Set.of()))))
        .isInstanceOfSatisfying(
            LaunchException.StepFailed.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
        .hasMessage(
            "cannot copy the mount at /no/such/place with [] as $/no/such/place: ENOENT (no such"
                + " file or directory)");
  }

  @Test
  void doesNotFollowLinksToDefaultTargets() throws IOException {
    Path link = containers.root().resolve("trap");
    Files.createSymbolicLink(link, Path.of("/data"));
    try {
      PlannedMount mount =
          new PlannedMount(
              new MountSource.FileSystem("tmpfs", List.of()), "/trap", Set.of(), false);

      assertThatThrownBy(
              () ->
                  containers.run(
                      containers.script("true").build(), plan -> plan.mounts(List.of(mount))))
          .isInstanceOf(LaunchException.StepFailed.class)
          .hasMessageStartingWith("cannot mount $tmpfs on /trap: ELOOP");
    } finally {
      Files.delete(link);
    }
  }
}
