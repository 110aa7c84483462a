package dev.harness.images.store;

import dev.harness.images.reference.Digest;

/** A small document of an image, which is what its digest says. */
public final class Document {
  private final Digest digest;
  private final byte[] content;

  /**
   * Takes the bytes, which nobody changes any more.
   *
   * @throws IllegalArgumentException when they are not what the digest says
   */
  public Document(Digest digest, byte[] content) {
    if (!digest.ofSameKind(content).equals(digest)) {
      throw new IllegalArgumentException("the content does not have the digest " + digest);
    }
    this.digest = digest;
    this.content = content;
  }

  /** The digest of the bytes. */
  public Digest digest() {
    return digest;
  }

  byte[] content() {
    return content;
  }
}
