package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image in the store.
 *
 * @param id the digest of its configuration
 * @param manifestOrNull see {@link #manifest}
 * @param chain the ChainIDs of its layers, the lowest first
 * @param sizeBytes the bytes of the files of all layers
 * @param parentOrNull see {@link #parent}
 */
public record ImageRecord(
    Digest id,
    @Nullable Digest manifestOrNull,
    List<ChainId> chain,
    long sizeBytes,
    @Nullable Digest parentOrNull) {

  /** Copies the list. */
  public ImageRecord {
    chain = List.copyOf(chain);
  }

  /** An image that was made of no other here. */
  public ImageRecord(Digest id, @Nullable Digest manifest, List<ChainId> chain, long sizeBytes) {
    this(id, manifest, chain, sizeBytes, null);
  }

  /** The image here of which it was made, if it was. */
  public Optional<Digest> parent() {
    return Optional.ofNullable(parentOrNull);
  }

  /** The digest of the manifest it came with, if it came with one. */
  public Optional<Digest> manifest() {
    return Optional.ofNullable(manifestOrNull);
  }
}
