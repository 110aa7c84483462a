package dev.harness.images.registry;

import dev.harness.images.reference.Reference;
import okhttp3.HttpUrl;

/**
 * A repository of a registry, and how to reach it.
 *
 * @param base the registry's address, up to and with {@code /v2/}
 * @param path the name of the repository
 * @param familiarName how errors call it
 */
record Repository(HttpUrl base, String path, String familiarName) {
  private static final String HUB_DOMAIN = "docker.io";
  private static final String HUB_HOST = "registry-1.docker.io";

  /** The repository of an image: plain http on this machine, https everywhere else (P10). */
  static Repository of(Reference reference) {
    String domain = reference.domain();
    String authority = domain.equals(HUB_DOMAIN) ? HUB_HOST : domain;
    HttpUrl secure = HttpUrl.parse("https://" + authority + "/v2/");
    if (secure == null) {
      throw new RegistryException.Failed(
          "'%s' is no address of a registry".formatted(domain), false);
    }
    HttpUrl base =
        Hosts.isLoopback(secure.host()) ? HttpUrl.get("http://" + authority + "/v2/") : secure;
    return new Repository(base, reference.path(), reference.familiarRepository());
  }

  HttpUrl manifest(String identifier) {
    return base.newBuilder()
        .addPathSegments(path)
        .addPathSegment("manifests")
        .addPathSegment(identifier)
        .build();
  }

  HttpUrl blob(String digest) {
    return base.newBuilder()
        .addPathSegments(path)
        .addPathSegment("blobs")
        .addPathSegment(digest)
        .build();
  }

  /** What a token for pulling has to allow. */
  String pullScope() {
    return "repository:" + path + ":pull";
  }

  String hostAndPort() {
    return base.host() + ":" + base.port();
  }
}
