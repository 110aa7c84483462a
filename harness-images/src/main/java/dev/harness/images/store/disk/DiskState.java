package dev.harness.images.store.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a disk is in a state in which nothing can be written to it, and what to do then. */
public final class DiskState {
  /** Less than this is as good as nothing: the kernel keeps some blocks for itself. */
  private static final long FULL_BELOW_BYTES = 1 << 20;

  private static final String ELSEWHERE = "or set HARNESS_DATA to a directory on another disk";

  private DiskState() {}

  /** Why a write below {@code place} fails, with the way out; empty when the disk is fine. */
  public static Optional<String> trouble(Path place) {
    Path existing = place.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      FileStore disk = Files.getFileStore(existing);
      if (disk.isReadOnly()) {
        return Optional.of(
            "the file system of %s is mounted read-only: make it writable, %s"
                .formatted(existing, ELSEWHERE));
      }
      if (disk.getUsableSpace() < FULL_BELOW_BYTES) {
        return Optional.of(
            ("the disk is full, %d bytes are left for %s: remove images (docker image prune -a) or"
                    + " other files, %s")
                .formatted(disk.getUsableSpace(), existing, ELSEWHERE));
      }
      return Optional.empty();
    } catch (IOException unknown) {
      // The failure that made somebody ask says what there is to say.
      return Optional.empty();
    }
  }
}
