package dev.harness.images.registry;

import dev.harness.images.credentials.Credentials;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A repository of a registry, how to reach it, and as whom.
 *
 * @param base the registry's address, up to and with {@code /v2/}
 * @param path the name of the repository
 * @param mirrorOf the registry whose content this one has too; empty when it is the origin itself
 * @param familiarName how errors call it
 * @param credentials as whom it is asked
 */
public record Repository(
    HttpUrl base, String path, String mirrorOf, String familiarName, Credentials credentials) {

  /** Whether this is not where the content comes from, but has a copy. */
  public boolean isMirror() {
    return !mirrorOf.isEmpty();
  }

  /** The address of a manifest, by tag or digest. */
  public HttpUrl manifest(String identifier) {
    return below("manifests").addPathSegment(identifier).build();
  }

  /** The address of a blob. */
  public HttpUrl blob(String digest) {
    return below("blobs").addPathSegment(digest).build();
  }

  /** The address of the list of tags. */
  public HttpUrl tags() {
    return below("tags").addPathSegment("list").build();
  }

  /** The address where uploads begin. */
  public HttpUrl uploads() {
    return below("blobs").addPathSegments("uploads/").build();
  }

  private HttpUrl.Builder below(String kind) {
    HttpUrl.Builder url = base.newBuilder().addPathSegments(path).addPathSegment(kind);
    if (isMirror()) {
      // A mirror of several registries has to know which one is meant (P13).
      url.addQueryParameter("ns", mirrorOf);
    }
    return url;
  }

  /** The same at another address, where nobody knows our credentials (P8). */
  public Repository anonymousAt(HttpUrl url) {
    HttpUrl root = Optional.ofNullable(url.resolve("/v2/")).orElse(url);
    return new Repository(root, path, mirrorOf, familiarName, Credentials.none());
  }

  /** Whether an address is of this registry, so that it may see what is meant for it. */
  public boolean isAt(HttpUrl url) {
    return url.host().equals(base.host())
        && url.port() == base.port()
        && url.isHttps() == base.isHttps();
  }

  /** The registry for people: host and port. */
  public String hostAndPort() {
    return base.host() + ":" + base.port();
  }
}
