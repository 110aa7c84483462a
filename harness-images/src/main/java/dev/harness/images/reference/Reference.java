package dev.harness.images.reference;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The full name of an image: {@code domain/path}, with a tag, a digest, or both.
 *
 * <p>Short names are completed as Docker does: {@code redis} is {@code
 * docker.io/library/redis:latest}. With a tag and a digest the digest decides and the tag is only
 * remembered.
 */
public final class Reference {
  static final String HUB_DOMAIN = "docker.io";
  static final String HUB_LIBRARY = "library/";

  private final String domain;
  private final String path;
  private final @Nullable String tag;
  private final @Nullable Digest digest;

  Reference(String domain, String path, @Nullable String tag, @Nullable Digest digest) {
    this.domain = domain;
    this.path = path;
    this.tag = tag;
    this.digest = digest;
  }

  /**
   * Reads {@code [domain/]path[:tag][@digest]} and completes it; the tag is {@code latest} when
   * neither tag nor digest is given.
   *
   * @throws InvalidReferenceException saying what is wrong with the name
   */
  public static Reference parse(String text) {
    return new ReferenceParser(text).parse();
  }

  /** The registry's name: host, and port where one was given. */
  public String domain() {
    return domain;
  }

  /** The name of the repository inside the registry. */
  public String path() {
    return path;
  }

  /** Domain and path: the full name without tag and digest. */
  public String repository() {
    return domain + "/" + path;
  }

  /** The tag, given or completed. */
  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  /** The digest, if one was given. */
  public Optional<Digest> digest() {
    return Optional.ofNullable(digest);
  }

  /** The same repository by {@code other} digest, without a tag. */
  public Reference withDigest(Digest other) {
    return new Reference(domain, path, null, other);
  }

  /** What is asked of the registry: the digest when there is one, else the tag. */
  public String identifier() {
    return digest != null ? digest.toString() : Objects.requireNonNull(tag);
  }

  /** The repository as people write it: without the parts that are completed for them. */
  public String familiarRepository() {
    if (!domain.equals(HUB_DOMAIN)) {
      return repository();
    }
    boolean official = path.startsWith(HUB_LIBRARY) && path.indexOf('/', HUB_LIBRARY.length()) < 0;
    return official ? path.substring(HUB_LIBRARY.length()) : path;
  }

  /** The name as people write it, with tag and digest where there are any. */
  public String familiar() {
    return familiarRepository() + suffix();
  }

  private String suffix() {
    return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reference reference && reference.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return repository() + suffix();
  }
}
