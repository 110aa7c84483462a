package dev.harness.runtime.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
  /** A shell on pts/3 that began 500 s after the machine and has worked for 1.5 s. */
  private static final String SHELL =
      "12 (a (b) c) S 7 12 12 34819 12 4194304 0 0 0 0 100 50 0 0 20 -5 1 0 50000 4096000 300 0";

  @TempDir Path proc;

  @BeforeEach
  void boot() throws IOException {
    Files.writeString(proc.resolve("stat"), "cpu  1 2 3\nbtime 1000000\n");
  }

  private void process(String pid, String namespace, String stat, String command)
      throws IOException {
    Path directory = proc.resolve(pid);
    Files.createDirectories(directory.resolve("ns"));
    Files.createSymbolicLink(directory.resolve("ns/pid"), Path.of("pid:[" + namespace + "]"));
    Files.writeString(directory.resolve("stat"), stat);
    Files.writeString(directory.resolve("cmdline"), command);
  }

  @Test
  void readsWhatProcfsSays() throws IOException {
    process("12", "1", SHELL, "sh\0-c\0sleep 1\0");

    ContainerProcess shell = new ProcessTable(proc).inNamespaceOf(12).get(0);

    assertThat(shell.pid()).isEqualTo(12);
    assertThat(shell.parent()).isEqualTo(7);
    assertThat(shell.state()).isEqualTo('S');
    assertThat(shell.terminal()).isEqualTo("pts/3");
    assertThat(shell.nice()).isEqualTo(-5);
    assertThat(shell.started()).isEqualTo(Instant.ofEpochSecond(1_000_500));
    assertThat(shell.processorTime()).isEqualTo(Duration.ofMillis(1500));
    assertThat(shell.virtualBytes()).isEqualTo(4_096_000);
    assertThat(shell.residentBytes()).isEqualTo(1_228_800);
    assertThat(shell.command()).isEqualTo("sh -c sleep 1");
    assertThat(shell.name()).isEqualTo("a (b) c");
  }

  @Test
  void showsThoseOfTheNamespaceOnlyInTheirOrder() throws IOException {
    process("200", "1", SHELL.replace("12 (", "200 ("), "");
    process("12", "1", SHELL, "");
    process("13", "2", SHELL, "");
    Files.createDirectory(proc.resolve("14"));

    List<ContainerProcess> found = new ProcessTable(proc).inNamespaceOf(12);

    assertThat(found).extracting(ContainerProcess::pid).containsExactly(12, 200);
    assertThat(found.get(0).command()).isEqualTo("[a (b) c]");
  }

  @Test
  void showsNothingOfWhatHasEnded() {
    assertThat(new ProcessTable(proc).inNamespaceOf(12)).isEmpty();
  }
}
