package dev.harness.runtime.api.image;

import dev.harness.images.Image;
import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.api.http.RefusedRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Decides which images that no container uses are pruned; by default those without a tag. */
final class PruneFilter {
  /** What can be filtered by. */
  static final Set<String> NAMES = Set.of("dangling", "until", "label", "label!");

  private final Filters filters;
  private final boolean tagged;
  private final Optional<Instant> until;

  private PruneFilter(Filters filters, boolean tagged, Optional<Instant> until) {
    this.filters = filters;
    this.tagged = tagged;
    this.until = until;
  }

  /**
   * Reads the filters of a request.
   *
   * @throws RefusedRequest when {@code until} is given twice or is no time
   */
  static PruneFilter of(Filters filters, Instant now) {
    boolean dangling = filters.any("dangling", Filters::isTrue);
    return new PruneFilter(filters, !dangling, filters.until(now));
  }

  boolean accepts(Image image) {
    return (tagged || image.tags().isEmpty())
        && until.filter(time -> image.created().isAfter(time)).isEmpty()
        && filters.labels(image.config().labels())
        && !filters.excludesLabels(image.config().labels());
  }
}
