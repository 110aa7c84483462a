package dev.harness.images;

import dev.harness.images.reference.Digest;
import java.util.Map;

/**
 * What the images take on the disk.
 *
 * @param layersBytes the bytes of the files of all layers, each counted once
 * @param sharedBytes for each image the bytes of layers that other images have too
 */
public record DiskUsage(long layersBytes, Map<Digest, Long> sharedBytes) {

  /** Copies the map. */
  public DiskUsage {
    sharedBytes = Map.copyOf(sharedBytes);
  }
}
