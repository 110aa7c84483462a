package dev.harness.images.archive;

import dev.harness.images.reference.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The tar of an OCI image layout: files and blobs, each blob once, no time and no owner. */
public final class LayoutTar implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final OutputStream buffer;
  private final TarArchiveOutputStream tar;
  private final Set<Digest> written = new HashSet<>();

  /** Writes to a stream, which is left open. */
  public LayoutTar(OutputStream out) {
    buffer = new BufferedOutputStream(out, BUFFER_BYTES);
    tar = new TarArchiveOutputStream(buffer, StandardCharsets.UTF_8.name());
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** The bytes of something, which are fetched only when they are needed. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** Where a layout has a blob. */
  public static String path(Digest digest) {
    return "blobs/%s/%s".formatted(digest.algorithm().text(), digest.hex());
  }

  void file(String path, byte[] content) throws IOException {
    open(path, content.length);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Adds a blob, unless it is there. */
  public void blob(byte[] content) throws IOException {
    Digest digest = Digest.sha256(content);
    if (written.add(digest)) {
      file(path(digest), content);
    }
  }

  void blob(Digest digest, long sizeBytes, Content content) throws IOException {
    if (written.add(digest)) {
      try (InputStream in = content.open()) {
        open(path(digest), sizeBytes);
        in.transferTo(tar);
        tar.closeArchiveEntry();
      }
    }
  }

  /** Adds the file that says what the layout holds. */
  public void index(byte[] content) throws IOException {
    file(OciLayout.INDEX, content);
  }

  /** Adds the file that says that it is a layout. */
  public void version() throws IOException {
    String text = "{\"imageLayoutVersion\":\"" + OciLayout.VERSION + "\"}";
    file(OciLayout.VERSION_FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  private void open(String path, long sizeBytes) throws IOException {
    tar.putArchiveEntry(entry(path, sizeBytes));
  }

  /** The header of a file: always the same for the same path and size. */
  public static TarArchiveEntry entry(String path, long sizeBytes) {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
    entry.setSize(sizeBytes);
    return entry;
  }

  /** Writes the end of the archive. */
  @Override
  public void close() throws IOException {
    tar.finish();
    buffer.flush();
  }
}
