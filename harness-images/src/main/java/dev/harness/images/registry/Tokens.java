package dev.harness.images.registry;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.HttpUrl;

/** The tokens in use, by registry and scope (P5). */
final class Tokens {
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final TokenFetch fetch;
  private final Clock clock;
  private final ConcurrentMap<Key, TokenFetch.Token> tokens = new ConcurrentHashMap<>();

  private record Key(HttpUrl base, String scope) {
    static Key of(Repository repository) {
      return new Key(repository.base(), repository.pullScope());
    }
  }

  Tokens(TokenFetch fetch, Clock clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  /** The token for a repository that is still good. */
  Optional<String> current(Repository repository) {
    return Optional.ofNullable(tokens.get(Key.of(repository)))
        .filter(token -> clock.instant().plus(MARGIN).isBefore(token.expires()))
        .map(TokenFetch.Token::text);
  }

  /** Another token than the refused one, which may be none. */
  String renew(Repository repository, BearerChallenge challenge, Optional<String> refused) {
    Optional<String> renewed =
        current(repository).filter(token -> !refused.equals(Optional.of(token)));
    if (renewed.isPresent()) {
      return renewed.get();
    }
    TokenFetch.Token token = fetch.fetch(challenge, repository);
    tokens.put(Key.of(repository), token);
    return token.text();
  }
}
