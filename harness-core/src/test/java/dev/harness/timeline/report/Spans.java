package dev.harness.timeline.report;

import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Outcome;
import dev.harness.timeline.Span;
import java.time.Duration;

/** Spans of whole milliseconds. */
final class Spans {
  static final Lane TESTS = new Lane(Lane.Group.TESTS, 7, "OrdersIT", "shop");

  private Spans() {}

  static Span span(Kind kind, Lane lane, String name, long begin, long end) {
    return new Span(
        kind, lane, name, Duration.ofMillis(begin), Duration.ofMillis(end), Outcome.OK, "");
  }

  static Span test(String name, long begin, long end) {
    return span(Kind.TEST, TESTS, name, begin, end);
  }

  static Span failed(Kind kind, Lane lane, String name, long begin, long end, String why) {
    return new Span(
        kind, lane, name, Duration.ofMillis(begin), Duration.ofMillis(end), Outcome.FAILED, why);
  }
}
