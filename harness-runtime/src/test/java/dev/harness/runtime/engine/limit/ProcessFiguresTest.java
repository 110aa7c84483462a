package dev.harness.runtime.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.cgroup.ResourceUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a container's processes without a control group. */
class ProcessFiguresTest {
  private static final String LINE =
      "42 (a) (b c) S 7 42 42 0 -1 4194560 1 0 0 0 10 20 3 4 20 0 5 0 12345 1000000 256 rest";

  @TempDir Path proc;

  @Test
  void addsUpTheProcessesThatStillLive() throws IOException {
    Files.writeString(Files.createDirectory(proc.resolve("42")).resolve("stat"), LINE);

    assertThat(new ProcessFigures(proc).of(Set.of(42, 43)))
        .isEqualTo(
            new ResourceUsage(
                new ResourceUsage.Cpu(
                    370_000_000,
                    240_000_000,
                    130_000_000,
                    List.of(),
                    ResourceUsage.Throttling.NONE),
                new ResourceUsage.Memory(1_048_576, 0, 0, 0, Map.of()),
                new ResourceUsage.Processes(5, 0),
                new ResourceUsage.BlockIo(List.of(), List.of())));
  }

  @Test
  void findsTheProcessesOfANamespaceAndTheirDescendants() throws IOException {
    process(10, 1, "mnt:[1]");
    process(20, 1, "mnt:[2]");
    process(21, 20, "mnt:[2]");
    process(22, 21, "mnt:[3]");
    process(30, 10, "mnt:[2]");

    assertThat(new ContainerProcesses(proc).of(20)).containsExactlyInAnyOrder(20, 21, 22, 30);
    assertThat(new ContainerProcesses(proc).of(99)).isEmpty();
  }

  private void process(int pid, int parent, String namespace) throws IOException {
    Path directory = proc.resolve(Integer.toString(pid));
    Files.createDirectories(directory.resolve("ns"));
    Files.writeString(
        directory.resolve("stat"),
        LINE.replace("42 (a)", pid + " (a)").replace("S 7", "S " + parent));
    Files.createSymbolicLink(directory.resolve("ns/mnt"), Path.of(namespace));
  }
}
