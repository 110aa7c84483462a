package dev.harness.runtime.api.network;

import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.api.http.PastTime;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.network.Network;
import java.time.Instant;
import java.util.Set;

/** Which networks a list or a pruning is about. */
final class NetworkFilter {
  /** The filters of the list. */
  static final Set<String> OF_LIST =
      Set.of("name", "id", "label", "driver", "type", "dangling", "scope");

  /** The filters of pruning. */
  static final Set<String> OF_PRUNE = Set.of("label", "label!", "until");

  private static final Set<String> FLAGS =
      Set.of("1", "t", "T", "true", "True", "TRUE", "0", "f", "F", "false", "False", "FALSE");

  private final Filters filters;
  private final Instant now;

  /**
   * Reads filters.
   *
   * @throws RefusedRequest when one has an impossible value
   */
  NetworkFilter(Filters filters, Instant now) {
    this.filters = filters;
    this.now = now;
    for (String type : filters.values("type")) {
      if (!Set.of("builtin", "custom").contains(type)) {
        throw RefusedRequest.malformed("invalid filter: 'type'='" + type + "'");
      }
    }
    for (String word : filters.values("dangling")) {
      if (!isFlag(word)) {
        throw RefusedRequest.malformed("invalid filter: 'dangling'='" + word + "'");
      }
    }
    filters.values("until").forEach(text -> PastTime.parse(text, now));
  }

  /** Whether Docker reads a yes or a no from a word. */
  static boolean isFlag(String word) {
    return FLAGS.contains(word);
  }

  boolean accepts(Network network) {
    String type = network.isPredefined() ? "builtin" : "custom";
    return filters.any("name", network.name()::contains)
        && filters.any("id", network.id()::contains)
        && filters.any("driver", network.driver().word()::equals)
        && filters.any("scope", "local"::equals)
        && filters.any("type", type::equals)
        && filters.any("dangling", word -> Filters.isTrue(word) == isDangling(network))
        && filters.any("until", text -> !network.created().isAfter(PastTime.parse(text, now)))
        && filters.labels(network.request().labels())
        && !filters.excludesLabels(network.request().labels());
  }

  private static boolean isDangling(Network network) {
    return !network.isPredefined() && network.endpoints().isEmpty();
  }
}
