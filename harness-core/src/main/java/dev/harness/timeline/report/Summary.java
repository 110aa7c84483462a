package dev.harness.timeline.report;

import dev.harness.timeline.Kind;
import dev.harness.timeline.Span;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one kind of work cost.
 *
 * @param count how often it was done
 * @param total the sum of all, also of those at the same time
 * @param longest the longest of them
 * @param passed how long at least one of them was going on
 */
record Summary(Kind kind, long count, Duration total, Duration longest, Duration passed) {

  /** Those of all kinds that cost something, in their order; none for those that did not occur. */
  static List<Summary> of(List<Span> spans) {
    return Stream.of(Kind.values())
        .filter(kind -> !kind.isBackground())
        .map(kind -> of(kind, spans.stream().filter(span -> span.kind() == kind).toList()))
        .filter(summary -> summary.count() > 0)
        .toList();
  }

  /** Takes them by their beginnings. */
  private static Summary of(Kind kind, List<Span> spans) {
    Duration total = Duration.ZERO;
    Duration passed = Duration.ZERO;
    Duration covered = Duration.ZERO;
    for (Span span : spans) {
      total = total.plus(span.took());
      Duration from = later(covered, span.begin());
      covered = later(covered, span.end());
      passed = passed.plus(covered.minus(from));
    }
    Duration longest =
        spans.stream().map(Span::took).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    return new Summary(kind, spans.size(), total, longest, passed);
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
