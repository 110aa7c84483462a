package dev.harness.images.registry.auth;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.registry.Hosts;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import okhttp3.HttpUrl;

/**
 * Checks the address of a token server: it is the registry's word only, and must neither lower
 * security, nor point at us, nor be where a password does not belong (P6, H58).
 */
final class Realm {
  private Realm() {}

  static HttpUrl checked(String realm, Repository repository) {
    HttpUrl url = HttpUrl.parse(realm);
    if (url == null) {
      throw refused(repository, "is no http address");
    }
    HttpUrl base = repository.base();
    if (base.isHttps() && !url.isHttps()) {
      throw refused(repository, "is not https");
    }
    boolean same = url.host().equals(base.host()) && url.port() == base.port();
    boolean bothHere = Hosts.isThisMachine(url.host()) && Hosts.isThisMachine(base.host());
    boolean trusted = same || bothHere;
    if (!trusted && (Hosts.isLocalAddress(url.host()) || Hosts.isThisMachine(url.host()))) {
      throw refused(repository, "is a local address");
    }
    boolean anonymous = repository.credentials() instanceof Credentials.None;
    if (!trusted && !anonymous && !base.isHttps()) {
      // Whoever is between us and a registry without TLS could name any server.
      throw refused(repository, "is another than the registry's, which is asked over plain http");
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
