package dev.harness.images.debian;

import dev.harness.images.debian.deb.FileContent;
import dev.harness.images.debian.deb.Metadata;
import dev.harness.images.debian.deb.RootNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writer of a layer: the same tree gives the same bytes, on every machine and at every time. */
final class LayerTar {
  private static final int BUFFER_BYTES = 1 << 18;

  private final OutputStream out;
  private final TarArchiveOutputStream tar;
  private final IdentityHashMap<FileContent, String> written = new IdentityHashMap<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Will write to the stream, which stays open. */
  LayerTar(OutputStream stream) {
    this.out = new BufferedOutputStream(stream, BUFFER_BYTES);
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /** Writes all of a tree. */
  void write(SortedMap<String, RootNode> nodes) throws IOException {
    for (Map.Entry<String, RootNode> placed : nodes.entrySet()) {
      RootNode node = placed.getValue();
      if (node instanceof RootNode.RegularFile file) {
        file(placed.getKey(), file);
      } else if (node instanceof RootNode.SymbolicLink link) {
        TarArchiveEntry entry = entry(placed.getKey(), TarConstants.LF_SYMLINK, link.metadata());
        entry.setLinkName(link.target());
        put(entry);
      } else {
        put(entry(placed.getKey() + "/", TarConstants.LF_DIR, node.metadata()));
      }
    }
    tar.finish();
    out.flush(); // The library's flush does not get this far.
  }

  /** Of hard links, the first one by name carries the content: it must come before the others. */
  private void file(String path, RootNode.RegularFile file) throws IOException {
    String first = written.putIfAbsent(file.content(), path);
    if (first != null) {
      TarArchiveEntry entry = entry(path, TarConstants.LF_LINK, file.metadata());
      entry.setLinkName(first);
      put(entry);
      return;
    }
    TarArchiveEntry entry = entry(path, TarConstants.LF_NORMAL, file.metadata());
    entry.setSize(file.content().sizeBytes());
    tar.putArchiveEntry(entry);
    try (InputStream in = file.content().open()) {
      copy(in, file.content().sizeBytes());
    }
    tar.closeArchiveEntry();
  }

  private void copy(InputStream in, long sizeBytes) throws IOException {
    for (long left = sizeBytes; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException("%d bytes of a file are missing".formatted(left));
      }
      tar.write(buffer, 0, read);
      left -= read;
    }
  }

  private void put(TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** Every field is set: the library fills some from the machine it runs on. */
  private static TarArchiveEntry entry(String path, byte type, Metadata metadata) {
    TarArchiveEntry entry = new TarArchiveEntry(path, type);
    entry.setMode(metadata.mode());
    entry.setIds(metadata.uid(), metadata.gid());
    entry.setNames("", "");
    entry.setLastModifiedTime(FileTime.from(Instant.ofEpochSecond(metadata.mtime())));
    return entry;
  }
}
