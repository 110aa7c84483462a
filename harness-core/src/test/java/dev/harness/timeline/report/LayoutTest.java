package dev.harness.timeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.timeline.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where bars and marks are, and what they add up to. */
class LayoutTest {
  @Test
  void putsWhatGoesOnAtTheSameTimeIntoRows() {
    Stack stack = new Stack();

    List<Integer> rows =
        Stream.of(
                Spans.test("a", 0, 10),
                Spans.test("b", 5, 30),
                Spans.test("c", 10, 20),
                Spans.test("d", 12, 14))
            .map(stack::row)
            .toList();

    assertThat(rows).containsExactly(0, 1, 0, 2);
    assertThat(stack.height()).isEqualTo(3);
  }

  @Test
  void addsUpWhatWasPaidAndWhatPassed() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                Spans.test("a", 0, 100),
                Spans.test("b", 50, 150),
                Spans.test("c", 60, 70),
                Spans.span(Kind.CLASS, Spans.TESTS, "OrdersIT", 0, 300),
                Spans.test("d", 200, 210)));

    assertThat(summaries)
        .containsExactly(new Summary(Kind.TEST, 4, millis(220), millis(100), millis(160)));
  }

  @Test
  void placesMomentsInPercent() {
    Axis axis = new Axis(millis(100), millis(300));

    assertThat(axis.left(millis(150))).isEqualTo("25.000");
    assertThat(axis.percent(millis(1))).isEqualTo("0.500");
    assertThat(axis.since(millis(150))).isEqualTo("50 ms");
    assertThat(axis.isRight(millis(150))).isFalse();
    assertThat(axis.isRight(millis(250))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, '0 ms,1 ms'",
    "8, 1 ms",
    "9, 2 ms",
    "730, 100 ms",
    "4000, 500 ms",
    "61000, '10,000 ms'"
  })
  void marksRoundTimes(long millis, String mark) {
    List<Fields> ticks = new Axis(Duration.ZERO, millis(millis)).ticks();

    assertThat(ticks).hasSizeBetween(2, 9);
    assertThat(mark).endsWith(ticks.get(1).text("label"));
  }

  @Test
  void saysTimesInMilliseconds() {
    assertThat(Millis.text(Duration.ofNanos(2_345_678))).isEqualTo("2.3 ms");
    assertThat(Millis.text(millis(12))).isEqualTo("12 ms");
    assertThat(Millis.text(millis(123_456))).isEqualTo("123,456 ms");
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
