package dev.harness.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of version 2, by files that look like them. */
class VersionTwoTest {
  private static final long MIB = 1L << 20;

  @TempDir Path root;

  private GroupFiles files(Map<String, String> files) throws IOException {
    Path directory = new FakeSystem(root).group("group", files);
    Map<Controller, Path> directories = new EnumMap<>(Controller.class);
    for (Controller controller : Controller.values()) {
      directories.put(controller, directory);
    }
    return new GroupFiles(directories);
  }

  private static List<String> lines(ResourceLimits limits, GroupFiles files) {
    return new VersionTwo()
        .settings(limits, files).stream()
            .map(setting -> setting.file() + " " + setting.value())
            .toList();
  }

  @Test
  void c21NamesEachLimit() throws IOException {
    GroupFiles files = files(Map.of("memory.swap.max", "max\n", "io.weight", "default 100\n"));
    ResourceLimits limits =
        new ResourceLimits(
            new ResourceLimits.Memory(64 * MIB, 128 * MIB, 32 * MIB, -1),
            new ResourceLimits.Cpu(500_000_000, 0, 0, 1024, "0", ""),
            20,
            1000);

    assertThat(lines(limits, files))
        .containsExactly(
            "memory.max 67108864",
            "memory.swap.max 67108864",
            "memory.low 33554432",
            "cpu.max 50000 100000",
            "cpu.weight 39",
            "cpuset.cpus 0",
            "pids.max 20",
            "io.weight 10000");
  }

  @Test
  void takesExpressAbsencesOfLimits() throws IOException {
    ResourceLimits limits =
        new ResourceLimits(
            new ResourceLimits.Memory(64 * MIB, -1, 0, -1),
            new ResourceLimits.Cpu(0, 0, -1, 0, "", ""),
            -1,
            0);

    assertThat(lines(limits, files(Map.of("memory.swap.max", "0\n"))))
        .containsExactly(
            "memory.max 67108864", "memory.swap.max max", "cpu.max max 100000", "pids.max max");
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1024, 39", "262144, 10000", "1, 1"})
  void turnsSharesIntoWeights(long shares, long weight) {
    assertThat(VersionTwo.weightOfShares(shares)).isEqualTo(weight);
  }

  @Test
  void readsWhatIsUsed() throws IOException {
    GroupFiles files =
        files(
            Map.of(
                "cpu.stat",
                    "usage_usec 5\nuser_usec 3\nsystem_usec 2\nnr_periods 4\nnr_throttled 1\nthrottled_usec 9\n",
                "memory.current", "4096\n",
                "memory.max", "max\n",
                "memory.stat", "inactive_file 512\n",
                "memory.events", "low 0\nhigh 0\nmax 7\noom 1\noom_kill 1\n",
                "pids.current", "3\n",
                "pids.max", "20\n",
                "io.stat", "254:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n",
                "cgroup.events", "populated 1\nfrozen 1\n"));
    VersionTwo format = new VersionTwo();

    assertThat(format.usage(files))
        .isEqualTo(
            new ResourceUsage(
                new ResourceUsage.Cpu(
                    5_000, 2_000, 3_000, List.of(), new ResourceUsage.Throttling(4, 1, 9_000)),
                new ResourceUsage.Memory(4096, 0, 0, 7, Map.of("inactive_file", 512L)),
                new ResourceUsage.Processes(3, 20),
                new ResourceUsage.BlockIo(
                    List.of(
                        new ResourceUsage.Transfer(254, 0, "read", 4096),
                        new ResourceUsage.Transfer(254, 0, "write", 8192)),
                    List.of(
                        new ResourceUsage.Transfer(254, 0, "read", 1),
                        new ResourceUsage.Transfer(254, 0, "write", 2)))));
    assertThat(format.oomKills(files)).isEqualTo(1);
    assertThat(format.isFrozen(files)).isTrue();
  }
}
