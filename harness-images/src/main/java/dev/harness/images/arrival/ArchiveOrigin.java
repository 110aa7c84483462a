package dev.harness.images.arrival;

import dev.harness.images.archive.ArchivedLayer;
import java.io.InputStream;

/**
 * A layer in an archive, which is gone when its images are loaded.
 *
 * @param layer the layer
 * @param isOnlyCopy whether its bytes are to be kept
 */
record ArchiveOrigin(ArchivedLayer layer, boolean isOnlyCopy) implements LayerOrigin {

  @Override
  public InputStream open() {
    return layer.open();
  }

  @Override
  public void unpacked() {
    // Nothing was kept beside the archive.
  }

  @Override
  public boolean spoiled() {
    return false;
  }
}
