package dev.harness.runtime.api.volume;

import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.fs.volume.Volume;
import java.util.List;
import java.util.Set;

/** Which volumes a list or a pruning is about. */
final class VolumeFilter {
  /** The filters of the list. */
  static final Set<String> OF_LIST = Set.of("name", "label", "dangling", "driver");

  /** The filters of pruning. */
  static final Set<String> OF_PRUNE = Set.of("label", "label!", "all");

  private final Filters filters;

  VolumeFilter(Filters filters) {
    this.filters = filters;
  }

  /**
   * Whether a volume passes.
   *
   * @param used whether a container has it
   */
  boolean accepts(Volume volume, boolean used) {
    List<String> names = filters.values("name");
    List<String> drivers = filters.values("driver");
    List<String> dangling = filters.values("dangling");
    return (names.isEmpty() || names.stream().anyMatch(volume.name()::contains))
        && (drivers.isEmpty() || drivers.contains("local"))
        && (dangling.isEmpty() || dangling.stream().anyMatch(word -> Filters.isTrue(word) != used))
        && filters.labels(volume.labels())
        && !filters.excludesLabels(volume.labels());
  }

  /** Whether volumes go that somebody named. */
  boolean alsoNamed() {
    return filters.values("all").stream().anyMatch(Filters::isTrue);
  }
}
