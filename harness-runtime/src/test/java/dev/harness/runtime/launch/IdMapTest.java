package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdMapTest {
  private static final IdMap TWO =
      new IdMap(List.of(new IdMap.Range(0, 1000, 1), new IdMap.Range(1, 100_000, 65_535)));

  @Test
  void writesTheTextForTheKernel() {
    assertThat(TWO.text()).isEqualTo("0 1000 1\n1 100000 65535\n");
  }

  @Test
  void splitsRangesAsTheNamespaceAboveHasThem() {
    String above = "         0       1000          1\n         1     100000      65535\n";

    assertThat(IdMap.of(0, 0, 65_536).within(above).text()).isEqualTo("0 0 1\n1 1 65535\n");
    assertThat(IdMap.of(10, 5, 3).within(above).text()).isEqualTo("10 5 3\n");
  }

  @Test
  void refusesIdsThatTheNamespaceAboveDoesNotHave() {
    assertThatThrownBy(() -> IdMap.of(0, 0, 65_536).within("0 1000 1\n"))
        .isInstanceOf(LaunchException.NotMapped.class)
        .hasMessage(
            "cannot map the ids 0 0 65536 of a container's user namespace: the engine itself does"
                + " not have all of them");
  }

  @Test
  void staysWholeInTheFirstNamespace() {
    assertThat(IdMap.of(0, 100_000, 65_536).within("0 0 4294967295\n").text())
        .isEqualTo("0 100000 65536\n");
  }

  @Test
  void findsTheIdOutside() {
    assertThat(TWO.outside(0)).hasValue(1000);
    assertThat(TWO.outside(999)).hasValue(100_998);
    assertThat(TWO.outside(65_536)).isEmpty();
    assertThat(TWO.contains(65_535)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 1", "0, -1, 1", "0, 0, 0", "4294967295, 0, 1", "0, 4294967000, 65536"})
  void refusesRangesThatLeaveTheIds(long inside, long outside, long count) {
    assertThatThrownBy(() -> IdMap.of(inside, outside, count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no range of ids: inside %d, outside %d, count %d".formatted(inside, outside, count));
  }

  @Test
  void refusesAnEmptyMap() {
    assertThatThrownBy(() -> new IdMap(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an id map needs at least one range");
  }
}
