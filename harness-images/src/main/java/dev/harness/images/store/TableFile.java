package dev.harness.images.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The table of images as a file, which other processes replace too. Each container asks for it, so
 * it is parsed and its sum checked only when the file is another one. Safe for use by several
 * threads.
 */
final class TableFile {
  private static final String STAMP = "unix:dev,ino,size,ctime";

  /** In one tick of the file system's clock a file can change twice and look the same. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Path path;
  private final Clock clock;
  private volatile @Nullable Known known;

  TableFile(Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  /**
   * What a file said.
   *
   * @param stamp which file it was, and when it changed last
   */
  private record Known(Map<String, Object> stamp, ImageTable table) {}

  /** The table; an empty one when there is no file. */
  ImageTable read() throws IOException {
    try {
      // Before the content: when the file is replaced in between, the next stamp is another one.
      Map<String, Object> stamp = Files.readAttributes(path, STAMP);
      Known latest = known;
      if (latest != null && latest.stamp.equals(stamp)) {
        return latest.table;
      }
      ImageTable table = StoreJson.readTable(Files.readAllBytes(path));
      known = isOld(stamp) ? new Known(stamp, table) : null;
      return table;
    } catch (NoSuchFileException e) {
      return ImageTable.empty();
    }
  }

  private boolean isOld(Map<String, Object> stamp) {
    FileTime changed = (FileTime) Objects.requireNonNull(stamp.get("ctime"));
    return changed.toInstant().plus(TICK).isBefore(clock.instant());
  }
}
