package dev.harness.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({"10,10", "1b,1", "2k,2048", "64m,67108864", "1GB,1073741824", "0.5g,536870912"})
  void readsAmountsOfMemory(String text, long bytes) {
    assertThat(Amount.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0,PT0S", "30s,PT30S", "1m30s,PT1M30S", "500ms,PT0.5S", "1.5h,PT1H30M", "1d,PT24H"})
  void readsTimes(String text, Duration time) {
    assertThat(Amount.time(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1s1", "one"})
  void refusesOtherTimes(String text) {
    assertThatThrownBy(() -> Amount.time(text))
        .hasMessage("'%s' is not a time like 30s or 1m30s", text);
  }

  @Test
  void readsTruthsAsOlderFilesWriteThem() {
    assertThat(Amount.truth("Yes")).isTrue();
    assertThat(Amount.truth("off")).isFalse();
    assertThatThrownBy(() -> Amount.truth("1")).hasMessage("'1' is not true or false");
  }
}
