package dev.harness.images.registry.client;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where something can be had, in the order in which to ask: mirrors, then the registry itself by
 * each protocol that it may speak.
 */
final class Route {
  private static final Logger LOG = LoggerFactory.getLogger(Route.class);

  private final List<Repository> candidates;
  private final SpokenProtocols protocols;

  Route(List<Repository> candidates, SpokenProtocols protocols) {
    this.candidates = List.copyOf(candidates);
    this.protocols = protocols;
  }

  /**
   * Asks one after the other until one answers; what a mirror fails with is only logged (P13).
   *
   * @throws RegistryException what the registry itself failed with
   */
  <T> T first(Function<Repository, T> question) {
    for (Repository candidate : candidates) {
      if (candidate.isMirror()) {
        try {
          return question.apply(candidate);
        } catch (RegistryException e) {
          LOG.warn("A mirror of {} does not serve: {}", candidate.mirrorOf(), e.getMessage());
        }
      }
    }
    return origin(question);
  }

  private <T> T origin(Function<Repository, T> question) {
    List<Repository> origins = candidates.stream().filter(each -> !each.isMirror()).toList();
    Optional<Repository> spoken = protocols.spokenBy(origins);
    try {
      return asked(spoken.orElse(origins.get(0)), question);
    } catch (RegistryException.Unreachable e) {
      if (spoken.isPresent() || origins.size() == 1) {
        throw e;
      }
      return byOtherProtocol(origins.get(1), question, e);
    }
  }

  private <T> T byOtherProtocol(
      Repository other, Function<Repository, T> question, RegistryException.Unreachable first) {
    try {
      return asked(other, question);
    } catch (RegistryException.Unreachable second) {
      first.addSuppressed(second);
      throw first;
    }
  }

  /** Remembers who answered, even with a refusal. */
  private <T> T asked(Repository origin, Function<Repository, T> question) {
    try {
      T answer = question.apply(origin);
      protocols.remember(origin);
      return answer;
    } catch (RegistryException e) {
      if (!(e instanceof RegistryException.Unreachable)) {
        protocols.remember(origin);
      }
      throw e;
    }
  }
}
