package dev.harness.images.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that takes space while there is some, and gives it back on a full disk to what frees more:
 * opening the store and removing images, which have to write a little first.
 */
public final class SpaceReserve {
  private static final Logger LOG = LoggerFactory.getLogger(SpaceReserve.class);
  private static final int BYTES = 256 << 10;

  private final Path file;

  /** Keeps the space in {@code file}. */
  public SpaceReserve(Path file) {
    this.file = file;
  }

  /** Takes the space when it is not taken; the caller holds the store's lock. */
  public void take() {
    try {
      if (!Files.exists(file)) {
        DurableFiles.write(file, new byte[BYTES]);
      }
    } catch (IOException e) {
      LOG.debug("no space can be reserved in {}", file, e);
    }
  }

  /** Does {@code work}, and once more with the reserve when the disk is too full for it. */
  public <T> T spend(FileWork<T> work) throws IOException {
    try {
      return work.run();
    } catch (IOException e) {
      if (DiskState.trouble(file).isEmpty() || !Files.deleteIfExists(file)) {
        throw e;
      }
      LOG.debug("spends the reserve of space {}", file, e);
      return work.run();
    }
  }
}
