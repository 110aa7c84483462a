package dev.harness.runtime.api.container;

import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.ContainerDetails;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Decides which containers that do not run are pruned. */
final class ContainerPruneFilter {
  /** What can be filtered by. */
  static final Set<String> NAMES = Set.of("until", "label", "label!");

  private final Filters filters;
  private final Optional<Instant> until;

  private ContainerPruneFilter(Filters filters, Optional<Instant> until) {
    this.filters = filters;
    this.until = until;
  }

  /**
   * Reads the filters of a request.
   *
   * @throws RefusedRequest when {@code until} is given twice or is no time
   */
  static ContainerPruneFilter of(Filters filters, Instant now) {
    return new ContainerPruneFilter(filters, filters.until(now));
  }

  boolean accepts(ContainerDetails container) {
    return !container.status().running()
        && until.filter(time -> container.created().isAfter(time)).isEmpty()
        && filters.labels(container.process().labels())
        && !filters.excludesLabels(container.process().labels());
  }
}
