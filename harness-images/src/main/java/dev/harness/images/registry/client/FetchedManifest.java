package dev.harness.images.registry.client;

import dev.harness.images.reference.Digest;

/** A manifest as it came from a registry: its bytes, what they are labelled as, their digest. */
public final class FetchedManifest {
  private final byte[] content;
  private final String mediaType;
  private final Digest digest;

  FetchedManifest(byte[] content, String mediaType, Digest digest) {
    this.content = content;
    this.mediaType = mediaType;
    this.digest = digest;
  }

  /** The bytes, which nobody changes. */
  public byte[] content() {
    return content;
  }

  /** The media type that the registry sent, or the empty text. */
  public String mediaType() {
    return mediaType;
  }

  /** The digest of the bytes. */
  public Digest digest() {
    return digest;
  }
}
