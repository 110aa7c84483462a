package dev.harness.runtime.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFiguresTest {
  @TempDir Path proc;

  @Test
  void addsUpTheTimesOfAllProcessors() throws IOException {
    Files.writeString(
        proc.resolve("stat"),
        """
        cpu  1 2 3 4 5 6 7 8 100 100
        cpu0 1 1 1 1 1 1 1 1 50 50
        cpu1 0 1 2 3 4 5 6 7 50 50
        intr 1234
        """);
    Files.writeString(proc.resolve("meminfo"), "MemTotal:       2048 kB\nMemFree: 1 kB\n");

    assertThat(MachineFigures.read(proc)).isEqualTo(new MachineFigures(360_000_000, 2, 2_097_152));
  }

  @Test
  void isZeroWhereNothingCanBeRead() {
    assertThat(MachineFigures.read(proc)).isEqualTo(new MachineFigures(0, 0, 0));
  }
}
