package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.file.DirectoryEntries;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes files of a root as a tar archive, with the ids that the container sees. A container that
 * runs may change them meanwhile: each is opened once and described and read by its descriptor;
 * one that vanished is left out.
 */
final class TarWriter implements AutoCloseable {
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.NO_FOLLOW);
  private static final Set<OpenFlag> READ = Set.of(OpenFlag.READ_ONLY, OpenFlag.NON_BLOCKING);
  private static final byte[] ITSELF = {};
  private static final byte[] SELF = {'.'};
  private static final int CHUNK = 64 * 1024;
  private static final int SHOWN = 60;

  /** How deep directories may be nested, because each level costs a descriptor. */
  private static final int DEEPEST = 512;

  private final TarArchiveOutputStream tar;
  private final Ownership ownership;
  private final DirectoryEntries entries = new DirectoryEntries();
  private final Deque<Level> levels = new ArrayDeque<>();

  /** Writes to {@code out}, which stays the caller's. */
  TarWriter(OutputStream out, Ownership ownership) {
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    this.tar.setAddPaxHeadersForNonAsciiNames(true);
    this.ownership = ownership;
  }

  /** An open directory, what its entries begin with in the archive, and names yet to be added. */
  private record Level(Fd directory, String prefix, Deque<byte[]> pending) {}

  /**
   * Adds a file, or a directory with everything below it, under {@code entryName}. Names that are
   * not UTF-8 get replacement characters.
   *
   * @throws IOException when writing fails or directories are nested too deeply
   */
  void add(Fd parent, byte[] name, String entryName) throws IOException {
    try {
      addOne(parent, name, entryName);
      while (!levels.isEmpty()) {
        Level level = levels.element();
        byte[] child = level.pending().poll();
        if (child != null) {
          addOne(level.directory(), child, level.prefix() + RootTree.text(child));
        } else if (!readOn(level)) {
          levels.pop().directory().close();
        }
      }
    } finally {
      levels.forEach(level -> level.directory().close());
      levels.clear();
    }
  }

  /** Sorted as far as they are read at once: small directories look the same each time. */
  private boolean readOn(Level level) {
    entries.next(level.directory()).stream()
        .sorted(Arrays::compareUnsigned)
        .forEach(level.pending()::add);
    return !level.pending().isEmpty();
  }

  private void addOne(Fd parent, byte[] name, String entryName) throws IOException {
    try (Fd file = Filesystem.openIfPresent(parent, name, PLACE, NO_LINKS).orElse(null)) {
      if (file == null) {
        return;
      }
      FileStat stat = Filesystem.stat(file);
      Optional<TarArchiveEntry> entry = entry(file, entryName, stat);
      if (entry.isEmpty()) {
        return;
      }
      switch (stat.type()) {
        case REGULAR -> content(file, entry.get(), stat.sizeBytes());
        case DIRECTORY -> {
          header(entry.get());
          enter(file, entryName);
        }
        case SYMLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET -> header(entry.get());
      }
    }
  }

  private void enter(Fd place, String entryName) throws IOException {
    if (levels.size() == DEEPEST) {
      throw new IOException(
          "cannot copy %s…: directories are nested more than %d deep; copy a part of them"
              .formatted(entryName.substring(0, Math.min(SHOWN, entryName.length())), DEEPEST));
    }
    Fd directory = Filesystem.openIn(place, SELF, READ, 0, NO_LINKS);
    String prefix = entryName.equals("/") ? "" : entryName + "/";
    levels.push(new Level(directory, prefix, new ArrayDeque<>()));
  }

  private Optional<TarArchiveEntry> entry(Fd file, String entryName, FileStat stat) {
    byte type =
        switch (stat.type()) {
          case REGULAR -> TarConstants.LF_NORMAL;
          case DIRECTORY -> TarConstants.LF_DIR;
          case SYMLINK -> TarConstants.LF_SYMLINK;
          case FIFO -> TarConstants.LF_FIFO;
          case CHARACTER_DEVICE -> TarConstants.LF_CHR;
          case BLOCK_DEVICE -> TarConstants.LF_BLK;
          case SOCKET -> 0;
        };
    if (type == 0) {
      return Optional.empty();
    }
    boolean slash = type == TarConstants.LF_DIR && !entryName.equals("/");
    TarArchiveEntry entry = new TarArchiveEntry(slash ? entryName + "/" : entryName, type, true);
    entry.setMode(stat.permissions());
    entry.setUserId(ownership.inside(stat.uid()));
    entry.setGroupId(ownership.inside(stat.gid()));
    entry.setLastModifiedTime(FileTime.from(stat.modified()));
    if (type == TarConstants.LF_SYMLINK) {
      entry.setLinkName(RootTree.text(Filesystem.readLink(file, ITSELF)));
    }
    if (type == TarConstants.LF_CHR || type == TarConstants.LF_BLK) {
      entry.setDevMajor((int) (stat.device() >>> 32));
      entry.setDevMinor((int) stat.device());
    }
    return Optional.of(entry);
  }

  private void content(Fd place, TarArchiveEntry entry, long size) throws IOException {
    // By its magic link it is the file that was described, whatever has its name by now.
    try (FdInputStream in = new FdInputStream(Filesystem.open(Path.of(place.procPath()), READ))) {
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      byte[] chunk = new byte[CHUNK];
      long left = copy(in, chunk, size);
      // A file that shrank meanwhile is filled up, so that the archive stays readable.
      Arrays.fill(chunk, (byte) 0);
      for (; left > 0; left -= CHUNK) {
        tar.write(chunk, 0, (int) Math.min(CHUNK, left));
      }
      tar.closeArchiveEntry();
    }
  }

  /** Copies {@code size} bytes; returns how many are missing. */
  private long copy(InputStream in, byte[] chunk, long size) throws IOException {
    long left = size;
    while (left > 0) {
      int count = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (count < 0) {
        break;
      }
      tar.write(chunk, 0, count);
      left -= count;
    }
    return left;
  }

  private void header(TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    tar.finish();
  }
}
