package dev.harness.timeline.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The time of a run from its left to its right end. */
final class Axis {
  private static final int MOST_TICKS = 8;

  /** From where on there is no room for a label. */
  private static final double LAST_LABEL = 0.93;

  private static final long SHORTEST = 1_000_000;

  private final Duration begin;
  private final long nanos;

  Axis(Duration begin, Duration end) {
    this.begin = begin;
    this.nanos = Math.max(SHORTEST, end.minus(begin).toNanos());
  }

  /** Where a moment is, in percent, as style sheets take it. */
  String left(Duration moment) {
    return percent(moment.minus(begin));
  }

  /** How wide a time is, in percent. */
  String percent(Duration time) {
    return String.format(Locale.ROOT, "%.3f", share(time) * 100);
  }

  private double share(Duration time) {
    return (double) time.toNanos() / nanos;
  }

  boolean isRight(Duration moment) {
    return share(moment.minus(begin)) > 0.5;
  }

  String since(Duration moment) {
    return Millis.text(moment.minus(begin));
  }

  /** Marks at round times: 1, 2 or 5 with zeros. */
  List<Fields> ticks() {
    long step = step();
    List<Fields> ticks = new ArrayList<>();
    for (long at = 0; at <= nanos; at += step) {
      Duration time = Duration.ofNanos(at);
      ticks.add(
          new Fields()
              .text("left", percent(time))
              .text("label", share(time) > LAST_LABEL ? "" : label(time)));
    }
    return ticks;
  }

  private static String label(Duration time) {
    return String.format(Locale.ROOT, "%,d ms", time.toMillis());
  }

  /** How far apart the marks are, in percent. */
  String distance() {
    return percent(Duration.ofNanos(step()));
  }

  private long step() {
    long step = SHORTEST;
    int next = 0;
    int[] factors = {2, 5, 10};
    long decade = step;
    while (nanos / step > MOST_TICKS) {
      step = decade * factors[next];
      next = (next + 1) % factors.length;
      decade = next == 0 ? step : decade;
    }
    return step;
  }
}
