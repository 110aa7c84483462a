package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.RootException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where what containers change is kept: on the disk, or in memory where the disk is an overlay
 * already, as in an outer container, because the kernel puts no upper directory on one (R14).
 *
 * @param directory for the upper directories
 * @param trash takes what is deleted, on the same file system
 */
record UpperFiles(Path directory, Trash trash) {
  private static final Logger LOG = LoggerFactory.getLogger(UpperFiles.class);
  private static final String OVERLAY = "overlay";

  /**
   * Looks at the file system of {@code run}, where {@code trash} is too.
   *
   * @throws RootException when it cannot be asked
   */
  static UpperFiles find(Path run, Trash trash, EngineTmpfs memory) {
    try {
      if (!canHold(run)) {
        LOG.warn(
            "{} is on overlayfs, on which no overlay can keep changes: those of containers are kept"
                + " in memory. Mount a volume there to avoid this",
            run);
        return new UpperFiles(memory.newDirectory(), new Trash(memory.newDirectory()));
      }
      return new UpperFiles(run, trash);
    } catch (IOException failure) {
      throw RootException.making(run.toString(), failure);
    }
  }

  /** Whether overlays can keep their changes on the file system of {@code path}. */
  static boolean canHold(Path path) throws IOException {
    return !Files.getFileStore(path).type().equals(OVERLAY);
  }
}
