package dev.harness.images;

import dev.harness.images.manifest.ImageConfig;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import java.time.Instant;
import java.util.List;

/**
 * An image that is here, with the names it has at this moment.
 *
 * @param id the digest of its configuration
 * @param tags its names with tags, as people write them
 * @param digests its names with digests, as people write them
 * @param sizeBytes the bytes of the files of all its layers
 * @param created when it was made; the epoch when it does not say
 * @param platform what it runs on
 * @param config what it says about its containers
 * @param diffIds the digests of its layers' plain archives, the lowest first
 * @param origin of what and by whom it was made
 */
public record Image(
    Digest id,
    List<String> tags,
    List<String> digests,
    long sizeBytes,
    Instant created,
    Platform platform,
    ImageConfig config,
    List<Digest> diffIds,
    Origin origin) {

  /** Copies the lists. */
  public Image {
    tags = List.copyOf(tags);
    digests = List.copyOf(digests);
    diffIds = List.copyOf(diffIds);
  }

  /** The same image, as if it had these names only. */
  public Image withNames(List<String> someTags, List<String> someDigests) {
    return new Image(
        id, someTags, someDigests, sizeBytes, created, platform, config, diffIds, origin);
  }

  List<ChainId> chain() {
    return ChainId.of(diffIds);
  }
}
