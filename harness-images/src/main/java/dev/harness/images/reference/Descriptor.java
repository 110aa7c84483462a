package dev.harness.images.reference;

/**
 * What a document says about other content: its type, name and size (OCI image specification,
 * "Content Descriptors").
 *
 * @param mediaType the type as written, which may be one we do not know
 * @param digest the digest of the content
 * @param sizeBytes its exact length
 */
public record Descriptor(String mediaType, Digest digest, long sizeBytes) {

  /** Checks the size. */
  public Descriptor {
    if (sizeBytes < 0) {
      throw new InvalidReferenceException("size %d of %s is negative".formatted(sizeBytes, digest));
    }
  }

  /** Whether the content may be kept in registries; that of some layers may not (P32). */
  public boolean isDistributable() {
    return !mediaType.contains(".foreign.") && !mediaType.contains(".nondistributable.");
  }
}
