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
 */
public record ImageRecord(
    Digest id, @Nullable Digest manifestOrNull, List<ChainId> chain, long sizeBytes) {

  /** Copies the list. */
  public ImageRecord {
    chain = List.copyOf(chain);
  }

  /** The digest of the manifest it came with, if it came with one. */
  public Optional<Digest> manifest() {
    return Optional.ofNullable(manifestOrNull);
  }
}
