package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.FileStat;
import dev.harness.runtime.linux.Filesystem;
import dev.harness.runtime.linux.OpenFlag;
import dev.harness.runtime.linux.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes files of a root as a tar archive, with the ids that the container sees. */
final class TarWriter implements AutoCloseable {
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);

  private final TarArchiveOutputStream tar;
  private final Ownership ownership;

  /** Writes to {@code out}, which stays the caller's. */
  TarWriter(OutputStream out, Ownership ownership) {
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    this.tar.setAddPaxHeadersForNonAsciiNames(true);
    this.ownership = ownership;
  }

  /** Adds a file, or a directory with everything below it, under {@code entryName}. */
  void add(Fd parent, byte[] name, String entryName) throws IOException {
    FileStat stat = Filesystem.stat(parent, name);
    Optional<TarArchiveEntry> entry = entry(parent, name, entryName, stat);
    if (entry.isEmpty()) {
      return;
    }
    switch (stat.type()) {
      case REGULAR -> file(parent, name, entry.get());
      case DIRECTORY -> {
        header(entry.get());
        children(parent, name, entryName);
      }
      case SYMLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET -> header(entry.get());
    }
  }

  private Optional<TarArchiveEntry> entry(Fd parent, byte[] name, String entryName, FileStat stat) {
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
    String tarName = type == TarConstants.LF_DIR ? entryName + "/" : entryName;
    TarArchiveEntry entry = new TarArchiveEntry(tarName, type, true);
    entry.setMode(stat.permissions());
    entry.setUserId(ownership.inside(stat.uid()));
    entry.setGroupId(ownership.inside(stat.gid()));
    entry.setLastModifiedTime(FileTime.from(stat.modified()));
    if (type == TarConstants.LF_SYMLINK) {
      entry.setLinkName(new String(Filesystem.readLink(parent, name), StandardCharsets.UTF_8));
    }
    if (type == TarConstants.LF_CHR || type == TarConstants.LF_BLK) {
      entry.setDevMajor((int) (stat.device() >>> 32));
      entry.setDevMinor((int) stat.device());
    }
    return Optional.of(entry);
  }

  private void file(Fd parent, byte[] name, TarArchiveEntry entry) throws IOException {
    Fd fd =
        Filesystem.openIn(
            parent, name, Set.of(OpenFlag.READ_ONLY, OpenFlag.NON_BLOCKING), 0, NO_LINKS);
    long size = Filesystem.stat(fd).sizeBytes();
    entry.setSize(size);
    try (FdInputStream in = new FdInputStream(fd)) {
      tar.putArchiveEntry(entry);
      long copied = exactly(in, size);
      // A file that shrank meanwhile is filled up, so that the archive stays readable.
      tar.write(new byte[(int) Math.min(size - copied, Integer.MAX_VALUE)]);
      tar.closeArchiveEntry();
    }
  }

  private long exactly(InputStream in, long size) throws IOException {
    byte[] chunk = new byte[64 * 1024];
    long copied = 0;
    while (copied < size) {
      int count = in.read(chunk, 0, (int) Math.min(chunk.length, size - copied));
      if (count < 0) {
        break;
      }
      tar.write(chunk, 0, count);
      copied += count;
    }
    return copied;
  }

  private void header(TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private void children(Fd parent, byte[] name, String entryName) throws IOException {
    try (Fd directory =
        Filesystem.openIn(parent, name, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY), 0, NO_LINKS)) {
      String prefix = entryName.equals("/") ? "" : entryName + "/";
      for (Path child : sorted(Path.of(directory.procPath()))) {
        String childName = child.getFileName().toString();
        add(directory, RootTree.bytes(childName), prefix + childName);
      }
    }
  }

  private static List<Path> sorted(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    }
    children.sort(null);
    return children;
  }

  @Override
  public void close() throws IOException {
    tar.finish();
  }
}
