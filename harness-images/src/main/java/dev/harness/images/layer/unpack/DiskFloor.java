package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stops a layer that is about to fill the disk. The disk is asked at intervals, so that a small
 * layer is never refused by it.
 */
public final class DiskFloor {
  private static final long INTERVAL_BYTES = 32 << 20;

  private final FileStore disk;
  private final long minFreeBytes;
  private long next = INTERVAL_BYTES;

  private DiskFloor(FileStore disk, long minFreeBytes) {
    this.disk = disk;
    this.minFreeBytes = minFreeBytes;
  }

  /** Watches the disk of a directory. */
  public static DiskFloor of(Path directory, LayerLimits limits) throws IOException {
    return new DiskFloor(Files.getFileStore(directory), limits.minFreeBytes());
  }

  /**
   * Takes notice of how much of the layer has been unpacked.
   *
   * @throws LayerException.TooLarge when too little is left for more
   */
  public void unpacked(long bytes) throws IOException {
    if (bytes < next) {
      return;
    }
    next = bytes + INTERVAL_BYTES;
    long free = disk.getUsableSpace();
    if (free < minFreeBytes) {
      throw new LayerException.TooLarge(
          "the disk has only %d bytes left after %d bytes of the layer, and %d must stay free"
              .formatted(free, bytes, minFreeBytes));
    }
  }
}
