package dev.harness.runtime.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.linux.process.ResourceLimit.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnProcessTest {
  @Test
  void knowsItsLimits() throws IOException {
    String own =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(line -> line.startsWith("Max open files"))
            .map(line -> line.substring("Max open files".length()).strip().split("\\s+", -1)[1])
            .findFirst()
            .orElseThrow();
    OwnProcess process = OwnProcess.look();

    assertThat(ResourceLimit.text(process.hardLimit(Resource.NOFILE))).isEqualTo(own);
    assertThat(process.highestLimit(Resource.NOFILE))
        .isGreaterThanOrEqualTo(process.hardLimit(Resource.NOFILE));
  }

  @Test
  void knowsHowLowItsScoreMayBe() {
    assertThat(OwnProcess.look().lowestOomScore()).isBetween(-1000, 1000);
  }
}
