package dev.harness.benchmark;

import java.util.List;
import java.util.Locale;

/** Some measured milliseconds of one kind. */
record Distribution(String name, List<Double> sorted) {

  static Distribution of(String name, List<Double> milliseconds) {
    return new Distribution(name, milliseconds.stream().sorted().toList());
  }

  private double percentile(int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-45s n=%d min %.1f p50 %.1f p99 %.1f max %.1f ms",
        name,
        sorted.size(),
        sorted.get(0),
        percentile(50),
        percentile(99),
        sorted.get(sorted.size() - 1));
  }
}
