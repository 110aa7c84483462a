package dev.harness.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Lane LANE = new Lane(Lane.Group.TESTS, 1, "OrdersIT", "shop");

  @Test
  void keepsWhatWasDone() {
    Timeline timeline = Timeline.recording();

    String result = timeline.call(Kind.PULL, Lane.IMAGES, "redis:7", () -> "there");

    assertThat(result).isEqualTo("there");
    Span span = timeline.recorded().spans().get(0);
    assertThat(span.kind()).isEqualTo(Kind.PULL);
    assertThat(span.lane()).isEqualTo(Lane.IMAGES);
    assertThat(span.name()).isEqualTo("redis:7");
    assertThat(span.outcome()).isEqualTo(Outcome.OK);
    assertThat(span.end()).isGreaterThanOrEqualTo(span.begin());
  }

  @Test
  void keepsFailuresAndLetsThemPass() {
    Timeline timeline = Timeline.recording();

    assertThatThrownBy(
            () -> timeline.run(Kind.START, LANE, "start", () -> fail("the disk is full")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the disk is full");

    assertThat(timeline.recorded().spans())
        .extracting(Span::outcome, Span::detail)
        .containsExactly(tuple(Outcome.FAILED, "the disk is full"));
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  @Test
  void collectsNothingWhenItIsOff() {
    Timeline timeline = Timeline.off();

    String result = timeline.call(Kind.PULL, Lane.IMAGES, "redis:7", () -> "there");
    timeline.add(ContainerLog.of(LANE, "db", "ready"));

    assertThat(result).isEqualTo("there");
    assertThat(timeline.recorded().spans()).isEmpty();
    assertThat(timeline.recorded().logs()).isEmpty();
  }

  @Test
  void sortsByBeginningAndPutsWhatLastsFirst() {
    Timeline timeline = Timeline.recording();
    timeline.add(span(Kind.TEST, "later", 20, 30));
    timeline.add(span(Kind.TEST, "early", 10, 15));
    timeline.add(span(Kind.CLASS, "around", 10, 40));

    Recorded recorded = timeline.recorded();

    assertThat(recorded.spans()).extracting(Span::name).containsExactly("around", "early", "later");
    assertThat(recorded.begin()).isEqualTo(Duration.ofMillis(10));
    assertThat(recorded.end()).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void countsWhatItHasNoRoomFor() {
    Timeline timeline = Timeline.recording();
    Span span = span(Kind.TEST, "test", 0, 1);

    IntStream.range(0, 20_003).forEach(i -> timeline.add(span));

    assertThat(timeline.recorded().spans()).hasSize(20_000);
    assertThat(timeline.recorded().leftOut()).isEqualTo(3);
  }

  @Test
  void givesEachLaneANumberOfItsOwn() {
    Timeline timeline = Timeline.recording();

    Lane one = timeline.lane(Lane.Group.CONTAINERS, "redis:7", "");
    Lane other = timeline.lane(Lane.Group.CONTAINERS, "redis:7", "");

    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void isUsedByManyThreads() throws InterruptedException, ExecutionException {
    Timeline timeline = Timeline.recording();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Runnable work =
        () -> IntStream.range(0, 500).forEach(i -> timeline.run(Kind.TEST, LANE, "t", () -> {}));

    List<Future<?>> all =
        IntStream.range(0, 4).<Future<?>>mapToObj(i -> threads.submit(work)).toList();
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();

    assertThat(timeline.recorded().spans()).hasSize(2000);
  }

  @Test
  void refusesWhatEndsBeforeItBegins() {
    assertThatThrownBy(() -> span(Kind.TEST, "backwards", 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backwards ends at PT0.001S, before it begins at PT0.002S");
  }

  private static Span span(Kind kind, String name, long begin, long end) {
    return new Span(
        kind, LANE, name, Duration.ofMillis(begin), Duration.ofMillis(end), Outcome.OK, "");
  }
}
