package dev.harness.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apiguardian.api.API;

/**
 * What a timeline had when it was asked.
 *
 * @param started when it began
 * @param spans by their beginning
 * @param logs by their end
 * @param leftOut how many spans and logs came when it was full
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Recorded(Instant started, List<Span> spans, List<ContainerLog> logs, long leftOut) {

  /** Sorts the spans. */
  public Recorded {
    spans =
        spans.stream()
            .sorted(
                Comparator.comparing(Span::begin)
                    .thenComparing(span -> !span.kind().isBackground())
                    .thenComparing(Span::end))
            .toList();
    logs = List.copyOf(logs);
  }

  /** When the first thing began, since the beginning of the timeline. */
  public Duration begin() {
    return spans.isEmpty() ? Duration.ZERO : spans.get(0).begin();
  }

  /** When the last thing ended, since the beginning of the timeline. */
  public Duration end() {
    return spans.stream().map(Span::end).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }
}
