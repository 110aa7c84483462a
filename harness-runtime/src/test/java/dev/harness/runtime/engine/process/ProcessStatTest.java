package dev.harness.runtime.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStatTest {
  private static final String LINE =
      "42 (a) (b c) S 7 42 42 0 -1 4194560 1 0 0 0 10 20 3 4 20 0 5 0 12345 1000000 256 rest";

  @Test
  void readsBehindTheNameWhateverThatHolds() {
    ProcessStat stat = ProcessStat.parse(LINE).orElseThrow();

    assertThat(stat.pid()).isEqualTo(42);
    assertThat(stat.name()).isEqualTo("a) (b c");
    assertThat(stat.parent()).isEqualTo(7);
    assertThat(stat.terminal()).isEqualTo("?");
    assertThat(stat.threads()).isEqualTo(5);
    assertThat(stat.residentBytes()).isEqualTo(1_048_576);
  }

  @Test
  void countsTheTimesOfEndedChildrenApart() {
    ProcessStat stat = ProcessStat.parse(LINE).orElseThrow();

    assertThat(stat.processorTime()).isEqualTo(Duration.ofMillis(300));
    assertThat(stat.userTimeOfAll()).isEqualTo(Duration.ofMillis(130));
    assertThat(stat.kernelTimeOfAll()).isEqualTo(Duration.ofMillis(240));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "42", "42 (a", "42 (a) S 7"})
  void leavesOutALineThatIsCutOff(String line) {
    assertThat(ProcessStat.parse(line)).isEmpty();
  }
}
