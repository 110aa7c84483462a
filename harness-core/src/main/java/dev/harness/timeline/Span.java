package dev.harness.timeline;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * Something that was going on for a time.
 *
 * @param begin since the beginning of the timeline
 * @param end since the beginning of the timeline
 * @param detail more about it, such as the message of a failure; what is too long is cut
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Span(
    Kind kind,
    Lane lane,
    String name,
    Duration begin,
    Duration end,
    Outcome outcome,
    String detail) {
  private static final int LONGEST_NAME = 300;
  private static final int LONGEST_DETAIL = 8000;

  /** Cuts the texts. */
  public Span {
    if (end.compareTo(begin) < 0) {
      throw new IllegalArgumentException(
          "%s ends at %s, before it begins at %s".formatted(name, end, begin));
    }
    name = LongText.begin(name, LONGEST_NAME);
    detail = LongText.begin(detail, LONGEST_DETAIL);
  }

  /** How long it took. */
  public Duration took() {
    return end.minus(begin);
  }

  /** Whether it ended by a failure. */
  public boolean failed() {
    return outcome == Outcome.FAILED;
  }
}
