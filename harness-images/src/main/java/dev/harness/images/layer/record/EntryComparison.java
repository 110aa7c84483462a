package dev.harness.images.layer.record;

import dev.harness.images.layer.unpack.FileStat;
import dev.harness.images.layer.unpack.OverlayMarks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/** Compares files with what the record of their tree says about them. */
final class EntryComparison {
  private static final int BUFFER_BYTES = 256 << 10;

  private final boolean owners;
  private final BiConsumer<String, String> differences;

  /** The number on disk by the number in the record: names of one file are read once. */
  private final Map<Long, Long> inodes = new HashMap<>();

  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * Prepares to compare.
   *
   * @param owners whether the owners must be those of the record
   * @param differences takes a path and what is wrong with it
   */
  EntryComparison(boolean owners, BiConsumer<String, String> differences) {
    this.owners = owners;
    this.differences = differences;
  }

  void compare(String path, Path place, TreeEntry entry) throws IOException {
    Optional<FileStat> found = FileStat.of(place);
    if (found.isEmpty()) {
      differences.accept(path, "is missing");
    } else if (isKind(entry.kind(), found.get(), place)) {
      metadata(path, entry, found.get());
      special(path, place, entry);
      content(path, place, entry, found.get());
    } else {
      differences.accept(path, "is no longer " + entry.kind().words());
    }
  }

  private static boolean isKind(TreeEntry.Kind kind, FileStat stat, Path place) throws IOException {
    return switch (kind) {
      case DIRECTORY -> stat.isDirectory();
      case FILE -> stat.isRegularFile();
      case SYMBOLIC_LINK -> stat.isSymbolicLink();
      case FIFO -> stat.isFifo();
      case WHITEOUT -> OverlayMarks.isWhiteout(place, stat);
    };
  }

  private void metadata(String path, TreeEntry entry, FileStat stat) {
    if (entry.mode() != TreeEntry.ANY && entry.mode() != stat.metadata().mode()) {
      differences.accept(
          path, "has the mode %o instead of %o".formatted(stat.metadata().mode(), entry.mode()));
    }
    long uid = stat.metadata().uid();
    long gid = stat.metadata().gid();
    if (owners && entry.uid() != TreeEntry.ANY && (entry.uid() != uid || entry.gid() != gid)) {
      differences.accept(
          path, "belongs to %d:%d instead of %d:%d".formatted(uid, gid, entry.uid(), entry.gid()));
    }
  }

  private void special(String path, Path place, TreeEntry entry) throws IOException {
    if (entry.kind() == TreeEntry.Kind.DIRECTORY
        && entry.opaque() != OverlayMarks.isOpaque(place)) {
      differences.accept(path, "hides other things of lower layers than it should");
    }
    if (entry.kind() == TreeEntry.Kind.SYMBOLIC_LINK
        && !PathBytes.isSame(Files.readSymbolicLink(place), entry.target())) {
      differences.accept(path, "points elsewhere");
    }
  }

  private void content(String path, Path place, TreeEntry entry, FileStat stat) throws IOException {
    Long known = inodes.putIfAbsent(entry.inode(), stat.inode());
    if (known != null && known == stat.inode()) {
      return;
    }
    if (known != null) {
      differences.accept(path, "is no longer another name of the same file");
    }
    if (entry.kind() != TreeEntry.Kind.FILE) {
      return;
    }
    if (stat.sizeBytes() != entry.sizeBytes()) {
      differences.accept(
          path, "has %d bytes instead of %d".formatted(stat.sizeBytes(), entry.sizeBytes()));
    } else if (sum(place) != entry.sum()) {
      differences.accept(path, "has another content");
    }
  }

  private int sum(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum.update(buffer, 0, count);
      }
    }
    return (int) sum.getValue();
  }
}
