package dev.harness.images.registry.auth;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.HttpUrl;

/**
 * The permissions in use, by registry, scope and credentials: nobody gets what another one's
 * password opened (P5).
 */
public final class Grants {
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final TokenFetch fetch;
  private final Clock clock;
  private final ConcurrentMap<Key, Grant> grants = new ConcurrentHashMap<>();

  /** Those that are being fetched: who needs one of them too waits for it. */
  private final ConcurrentMap<Key, CompletableFuture<Grant>> underway = new ConcurrentHashMap<>();

  private record Key(HttpUrl base, Scope scope, Credentials credentials) {}

  /** Has none yet. */
  public Grants(Transport transport, Clock clock) {
    this.fetch = new TokenFetch(transport, clock);
    this.clock = clock;
  }

  /** The permission that is known and still good. */
  public Optional<Grant> current(Repository repository, Scope scope) {
    if (repository.credentials() instanceof Credentials.RegistryToken direct) {
      return Optional.of(Grant.bearer(direct.token(), Instant.MAX));
    }
    return current(key(repository, scope));
  }

  private Optional<Grant> current(Key key) {
    return Optional.ofNullable(grants.get(key)).filter(this::isGood);
  }

  private boolean isGood(Grant grant) {
    return clock.instant().plus(MARGIN).isBefore(grant.expires());
  }

  private static Key key(Repository repository, Scope scope) {
    return new Key(repository.base(), scope, repository.credentials());
  }

  /**
   * Another permission than the refused one, which may be none; empty when the challenge cannot be
   * met with these credentials.
   *
   * @throws RegistryException when the token server gives none
   */
  public Optional<Grant> renew(
      Challenge challenge, Repository repository, Scope scope, Optional<Grant> refused) {
    if (repository.credentials() instanceof Credentials.RegistryToken) {
      return Optional.empty();
    }
    Key key = key(repository, scope);
    Optional<Grant> renewed = current(key).filter(grant -> !refused.equals(Optional.of(grant)));
    if (renewed.isPresent()) {
      return renewed;
    }
    if (challenge instanceof Challenge.Bearer bearer) {
      return Optional.of(fetchOnce(key, bearer, repository));
    }
    if (repository.credentials() instanceof Credentials.Password login) {
      Grant grant = new Grant(BasicLogin.header(login), Instant.MAX);
      grants.put(key, grant);
      return Optional.of(grant).filter(known -> !refused.equals(Optional.of(known)));
    }
    return Optional.empty();
  }

  private Grant fetchOnce(Key key, Challenge.Bearer challenge, Repository repository) {
    CompletableFuture<Grant> mine = new CompletableFuture<>();
    CompletableFuture<Grant> other = underway.putIfAbsent(key, mine);
    if (other != null) {
      return joined(other);
    }
    try {
      Grant grant = fetch.fetch(challenge, repository, key.scope());
      grants.values().removeIf(known -> !isGood(known));
      grants.put(key, grant);
      mine.complete(grant);
      return grant;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underway.remove(key, mine);
    }
  }

  private static Grant joined(CompletableFuture<Grant> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RegistryException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
