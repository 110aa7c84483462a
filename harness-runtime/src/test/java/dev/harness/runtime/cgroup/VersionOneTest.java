package dev.harness.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of version 1, by files that look like them. */
class VersionOneTest {
  private static final long MIB = 1L << 20;

  @TempDir Path root;

  private GroupFiles files(Controller controller, Map<String, String> files) throws IOException {
    Map<Controller, Path> directories = new EnumMap<>(Controller.class);
    directories.put(controller, new FakeSystem(root).group("group", files));
    return new GroupFiles(directories);
  }

  private static List<String> lines(ResourceLimits limits, GroupFiles files) {
    return new VersionOne()
        .settings(limits, files).stream()
            .map(setting -> setting.file() + " " + setting.value())
            .toList();
  }

  private static ResourceLimits memory(long bytes, long swapBytes) {
    return new ResourceLimits(
        new ResourceLimits.Memory(bytes, swapBytes, 0, -1), ResourceLimits.Cpu.NONE, 0, 0);
  }

  @Test
  void c21NamesEachLimit() throws IOException {
    GroupFiles files =
        files(Controller.MEMORY, Map.of("memory.memsw.limit_in_bytes", "9223372036854771712"));
    ResourceLimits limits =
        new ResourceLimits(
            new ResourceLimits.Memory(64 * MIB, 128 * MIB, 32 * MIB, 10),
            new ResourceLimits.Cpu(1_500_000_000, 0, 0, 512, "0-1", "0"),
            20,
            0);

    assertThat(lines(limits, files))
        .containsExactly(
            "memory.limit_in_bytes 67108864",
            "memory.memsw.limit_in_bytes 134217728",
            "memory.soft_limit_in_bytes 33554432",
            "memory.swappiness 10",
            "cpu.cfs_period_us 100000",
            "cpu.cfs_quota_us 150000",
            "cpu.shares 512",
            "cpuset.cpus 0-1",
            "cpuset.mems 0",
            "pids.max 20");
  }

  @Test
  void raisesTheTotalBeforeMemoryGoesBeyondIt() throws IOException {
    GroupFiles files =
        files(Controller.MEMORY, Map.of("memory.memsw.limit_in_bytes", "67108864\n"));

    assertThat(lines(memory(128 * MIB, 256 * MIB), files))
        .containsExactly(
            "memory.memsw.limit_in_bytes 268435456", "memory.limit_in_bytes 134217728");
  }

  @Test
  void limitsMemoryAloneWhereSwapIsNotCounted() throws IOException {
    GroupFiles files = files(Controller.MEMORY, Map.of());

    assertThat(lines(memory(64 * MIB, 128 * MIB), files))
        .containsExactly("memory.limit_in_bytes 67108864");
  }

  @Test
  void takesAnExpressAbsenceOfALimit() throws IOException {
    ResourceLimits limits =
        new ResourceLimits(ResourceLimits.Memory.NONE, ResourceLimits.Cpu.NONE, -1, 0);

    assertThat(lines(limits, files(Controller.PIDS, Map.of()))).containsExactly("pids.max max");
  }

  @Test
  void readsWhatMemoryIsUsed() throws IOException {
    GroupFiles files =
        files(
            Controller.MEMORY,
            Map.of(
                "memory.usage_in_bytes", "4096\n",
                "memory.max_usage_in_bytes", "8192\n",
                "memory.limit_in_bytes", "9223372036854771712\n",
                "memory.failcnt", "3\n",
                "memory.stat", "cache 1024\ntotal_inactive_file 512\n",
                "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"));

    ResourceUsage.Memory memory = new VersionOne().usage(files).memory();

    assertThat(memory)
        .isEqualTo(
            new ResourceUsage.Memory(
                4096, 8192, 0, 3, Map.of("cache", 1024L, "total_inactive_file", 512L)));
    assertThat(new VersionOne().oomKills(files)).isEqualTo(2);
  }

  @Test
  void readsWhatWentToDisks() throws IOException {
    GroupFiles files =
        files(
            Controller.BLOCK_IO,
            Map.of(
                "blkio.throttle.io_service_bytes_recursive",
                "254:0 Read 4096\n254:0 Write 8192\n254:0 Total 12288\nTotal 12288\n"));

    assertThat(new VersionOne().usage(files).blockIo().bytes())
        .containsExactly(
            new ResourceUsage.Transfer(254, 0, "read", 4096),
            new ResourceUsage.Transfer(254, 0, "write", 8192));
  }

  @Test
  void readsTimesInTicks() throws IOException {
    GroupFiles files =
        files(
            Controller.CPU_TIME,
            Map.of(
                "cpuacct.usage", "5000000\n",
                "cpuacct.stat", "user 2\nsystem 1\n",
                "cpuacct.usage_percpu", "2000000 3000000 \n"));

    assertThat(new VersionOne().usage(files).cpu())
        .isEqualTo(
            new ResourceUsage.Cpu(
                5_000_000,
                10_000_000,
                20_000_000,
                List.of(2_000_000L, 3_000_000L),
                ResourceUsage.Throttling.NONE));
  }
}
