package dev.harness.timeline.report;

import java.time.Duration;
import java.util.Locale;

/** Durations in milliseconds. */
final class Millis {
  private static final double NANOS = 1_000_000.0;
  private static final double SHORT = 10;

  private Millis() {}

  static double of(Duration time) {
    return time.toNanos() / NANOS;
  }

  /** With a decimal when it is short. */
  static String text(Duration time) {
    double millis = of(time);
    return String.format(Locale.ROOT, millis < SHORT ? "%.1f ms" : "%,.0f ms", millis);
  }
}
