package dev.harness.images.debian;

import dev.harness.images.reference.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writer of an image as one file: an OCI image layout in a tar (P40). The index comes first and the
 * layer last, so that a reader knows early what is coming.
 */
final class OciLayoutTar implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final byte[] LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private final TarArchiveOutputStream tar;

  /** Takes ownership of the stream. */
  OciLayoutTar(OutputStream out) {
    this.tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(out, BUFFER_BYTES), StandardCharsets.UTF_8.name());
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** Writes the image with the content of its layer, up to the last byte. */
  void write(OciImage image, Path layer) throws IOException {
    file("oci-layout", LAYOUT);
    file("index.json", image.index());
    blob(image.manifest());
    blob(image.config());
    open(path(image.layer().digest()), image.layer().sizeBytes());
    Files.copy(layer, tar);
    tar.closeArchiveEntry();
    tar.finish();
    tar.flush();
  }

  private void blob(byte[] content) throws IOException {
    file(path(Digest.sha256(content)), content);
  }

  private void file(String path, byte[] content) throws IOException {
    open(path, content.length);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void open(String path, long sizeBytes) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
    entry.setSize(sizeBytes);
    tar.putArchiveEntry(entry);
  }

  private static String path(Digest digest) {
    return "blobs/%s/%s".formatted(digest.algorithm().text(), digest.hex());
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
