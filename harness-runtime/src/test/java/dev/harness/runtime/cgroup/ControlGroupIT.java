package dev.harness.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.testing.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of the kernel's, of the versions that this machine has. */
@SuppressWarnings("NullAway.Init") // set before each test
class ControlGroupIT {
  private static final long MIB = 1L << 20;
  private static final Path UNIFIED = Path.of("/sys/fs/cgroup/unified");

  @TempDir Path directory;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    Privileges.assumeRoot();
    process = new ProcessBuilder("sleep", "1000").start();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  private ControlGroups groups(LimitSupport support) {
    return ControlGroups.of(support, "it-" + process.pid(), directory.resolve("record"));
  }

  private static LimitSupport versionOne() {
    LimitSupport support = LimitSupport.find(Path.of("/"));
    assumeThat(support.version())
        .as("needs control groups of version 1 that this process may make")
        .isEqualTo(LimitSupport.Version.ONE);
    return support;
  }

  /** The hierarchy of version 2 beside those of version 1 has no controllers. */
  private static LimitSupport versionTwo() {
    LimitSupport support = LimitSupport.find(Path.of("/"));
    if (support.version() == LimitSupport.Version.TWO) {
      return support;
    }
    assumeThat(Files.isWritable(UNIFIED.resolve("cgroup.procs")))
        .as("needs control groups of version 2 that this process may make")
        .isTrue();
    return new LimitSupport(
        LimitSupport.Version.TWO,
        Map.of(Controller.FREEZER, UNIFIED, Controller.CPU_TIME, UNIFIED),
        false,
        "",
        "");
  }

  @Test
  void limitsInVersionOne() throws IOException, InterruptedException {
    LimitSupport support = versionOne();
    Path outer = support.parent(Controller.MEMORY).resolve("harness-it-" + process.pid());
    try (ControlGroup group = groups(support).create("limited", support.controllers())) {
      group.add((int) process.pid());

      group.limit(
          new ResourceLimits(
              new ResourceLimits.Memory(64 * MIB, 128 * MIB, 0, -1),
              new ResourceLimits.Cpu(500_000_000, 0, 0, 0, "0", ""),
              7,
              0));

      ResourceUsage usage = group.usage();
      assertThat(usage.memory().limitBytes()).isEqualTo(64 * MIB);
      assertThat(usage.processes()).isEqualTo(new ResourceUsage.Processes(1, 7));
      assertThat(outer.resolve("limited/memory.memsw.limit_in_bytes"))
          .content()
          .isEqualTo("134217728\n");
      process.destroyForcibly().waitFor();
    }
    assertThat(outer).doesNotExist();
  }

  @Test
  void refusesImpossibleValues() {
    LimitSupport support = versionOne();
    try (ControlGroup group = groups(support).create("refused", support.controllers())) {
      ResourceLimits impossible =
          new ResourceLimits(
              ResourceLimits.Memory.NONE, new ResourceLimits.Cpu(0, 0, 0, 0, "4095", ""), 0, 0);

      assertThatThrownBy(() -> group.limit(impossible))
          .isInstanceOf(CgroupException.Refused.class)
          .hasMessageContaining("cannot write \"4095\" to ")
          .hasMessageContaining("cpuset.cpus");
    }
  }

  @Test
  void stopsAndGoesOnInVersionOne() throws IOException, InterruptedException {
    stopsAndGoesOn(versionOne());
  }

  @Test
  void stopsAndGoesOnInVersionTwo() throws IOException, InterruptedException {
    stopsAndGoesOn(versionTwo());
  }

  private void stopsAndGoesOn(LimitSupport support) throws IOException, InterruptedException {
    Process busy = busy();
    try (ControlGroup group = groups(support).create("stopped", support.controllers())) {
      group.add((int) busy.pid());

      group.freeze();
      Duration atFirst = time(busy);
      boolean ended = busy.waitFor(200, TimeUnit.MILLISECONDS);
      Duration later = time(busy);
      group.thaw();

      assertThat(ended).isFalse();
      assertThat(later).isEqualTo(atFirst);
      busy.destroyForcibly().waitFor();
    }
  }

  private static Process busy() throws IOException {
    return new ProcessBuilder("sh", "-c", "while :; do :; done").start();
  }

  private static Duration time(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Test
  void countsTimeInVersionTwo() throws IOException, InterruptedException {
    LimitSupport support = versionTwo();
    Process busy = busy();
    try (ControlGroup group = groups(support).create("busy", support.controllers())) {
      group.add((int) busy.pid());

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (group.usage().cpu().totalNanos() == 0 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }

      assertThat(busy.isAlive()).isTrue();
      assertThat(group.usage().cpu().totalNanos()).isPositive();
      busy.destroyForcibly().waitFor();
    }
  }

  @Test
  void c42TellsThatMemoryRanOut() throws IOException, InterruptedException {
    LimitSupport support = versionOne();
    CountDownLatch told = new CountDownLatch(1);
    try (ControlGroup group = groups(support).create("hog", support.controllers());
        OomWatch watch = group.watchMemory(told::countDown)) {
      group.limit(
          new ResourceLimits(
              new ResourceLimits.Memory(16 * MIB, 16 * MIB, 0, -1), ResourceLimits.Cpu.NONE, 0, 0));
      String join =
          String.join("; ", group.memberFiles().stream().map(f -> "echo 0 > " + f).toList());
      Process hog = new ProcessBuilder("sh", "-c", join + "; tail /dev/zero").start();

      assertThat(hog.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(group.oomKills()).isPositive();
    }
  }

  @Test
  void leavesOutAProcessThatHasEnded() throws InterruptedException {
    LimitSupport support = versionTwo();
    process.destroyForcibly().waitFor();
    try (ControlGroup group = groups(support).create("empty", Set.of(Controller.FREEZER))) {
      group.add((int) process.pid());

      assertThat(group.usage().cpu().totalNanos()).isZero();
    }
  }
}
