package dev.harness.timeline.report;

import dev.harness.timeline.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Spans of one lane in as few rows as are needed so that none covers another. */
final class Stack {
  private final List<Duration> ends = new ArrayList<>();

  /** Gives a span its row; they come by their beginnings. */
  int row(Span span) {
    for (int row = 0; row < ends.size(); row++) {
      if (ends.get(row).compareTo(span.begin()) <= 0) {
        ends.set(row, span.end());
        return row;
      }
    }
    ends.add(span.end());
    return ends.size() - 1;
  }

  int height() {
    return Math.max(1, ends.size());
  }
}
