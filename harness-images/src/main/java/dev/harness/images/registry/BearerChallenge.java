package dev.harness.images.registry;

import java.util.Map;
import java.util.Optional;
import okhttp3.Challenge;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * A registry's demand for a token: where to get one.
 *
 * @param realm the address of the token server
 * @param service what the token server calls the registry; may be empty
 */
record BearerChallenge(HttpUrl realm, String service) {

  /** The first bearer challenge of an answer, if there is any (P2). */
  static Optional<BearerChallenge> of(Response response, Repository repository) {
    for (Challenge challenge : response.challenges()) {
      if (challenge.scheme().equalsIgnoreCase("Bearer")) {
        Map<String, String> parameters = challenge.authParams();
        String realm = parameters.getOrDefault("realm", "");
        String service = parameters.getOrDefault("service", "");
        return Optional.of(new BearerChallenge(checked(realm, repository), service));
      }
    }
    return Optional.empty();
  }

  /** The realm is the registry's word only: it must not lower security or point at us (P6). */
  private static HttpUrl checked(String realm, Repository repository) {
    HttpUrl url = HttpUrl.parse(realm);
    if (url == null) {
      throw refused(repository, "is no http address");
    }
    HttpUrl base = repository.base();
    if (base.isHttps() && !url.isHttps()) {
      throw refused(repository, "is not https");
    }
    boolean same = url.host().equals(base.host()) && url.port() == base.port();
    boolean bothLoopback = Hosts.isLoopback(url.host()) && Hosts.isLoopback(base.host());
    if (!same && !bothLoopback && Hosts.isLocalAddress(url.host())) {
      throw refused(repository, "is a local address");
    }
    return url;
  }

  private static RegistryException refused(Repository repository, String why) {
    return new RegistryException.Failed(
        "%s wants a token from a server whose address %s; that is not done"
            .formatted(repository.hostAndPort(), why),
        false);
  }
}
