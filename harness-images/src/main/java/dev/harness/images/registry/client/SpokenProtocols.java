package dev.harness.images.registry.client;

import dev.harness.images.registry.Repository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** Remembers whether registries that may speak plain http do, or https (P10). */
final class SpokenProtocols {
  private final Set<HttpUrl> spoken = ConcurrentHashMap.newKeySet();

  /** The one of several addresses of a registry at which it has answered. */
  Optional<Repository> spokenBy(List<Repository> candidates) {
    return candidates.stream().filter(each -> spoken.contains(each.base())).findFirst();
  }

  void remember(Repository answered) {
    spoken.add(answered.base());
  }
}
