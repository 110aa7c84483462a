package dev.harness.images.store;

import dev.harness.images.reference.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows about an unpacked layer besides its tree.
 *
 * @param diffId the digest of its plain archive
 * @param fileBytes the bytes of its files
 * @param blobOrNull see {@link #blob}
 */
public record LayerRecord(Digest diffId, long fileBytes, @Nullable Digest blobOrNull) {

  /** The digest of the bytes from which it was unpacked, if they are kept. */
  public Optional<Digest> blob() {
    return Optional.ofNullable(blobOrNull);
  }
}
