package dev.harness.images.debian;

import dev.harness.images.debian.deb.RootNode;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writer of an image as one file: an OCI image layout in a tar (P40).
 *
 * <p>The layer comes first, under a header that is written when its digest is known: so the largest
 * part of the file is written once, and to where it stays.
 */
final class LayoutTar implements AutoCloseable {
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
  private static final byte[] LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private final FileChannel file;

  private LayoutTar(FileChannel file) {
    this.file = file;
  }

  /** Creates the file, which must not exist. */
  static LayoutTar create(Path path) throws IOException {
    return new LayoutTar(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Writes the only layer; this comes first. */
  Descriptor writeLayer(SortedMap<String, RootNode> nodes) throws IOException {
    MessageDigest sha256 = DigestAlgorithm.SHA256.newHash();
    file.position(RECORD);
    LayerTar tar = new LayerTar(new DigestOutputStream(Channels.newOutputStream(file), sha256));
    tar.write(nodes);
    long end = file.position();
    Digest digest = Digest.of(DigestAlgorithm.SHA256, sha256);
    byte[] header = new byte[RECORD];
    entry(path(digest), end - RECORD).writeEntryHeader(header);
    writeAt(0, header);
    file.position((end + RECORD - 1) / RECORD * RECORD);
    return new Descriptor(LAYER_TYPE, digest, end - RECORD);
  }

  private void writeAt(long position, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer, position + buffer.position());
    }
  }

  /** Writes all else, after the layer. */
  void write(OciImage image) throws IOException {
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file));
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    put(tar, path(Digest.sha256(image.config())), image.config());
    put(tar, path(Digest.sha256(image.manifest())), image.manifest());
    put(tar, "index.json", image.index());
    put(tar, "oci-layout", LAYOUT);
    tar.finish();
    out.flush();
  }

  private static void put(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    tar.putArchiveEntry(entry(path, content.length));
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String path, long sizeBytes) {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
    entry.setSize(sizeBytes);
    return entry;
  }

  private static String path(Digest digest) {
    return "blobs/%s/%s".formatted(digest.algorithm().text(), digest.hex());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
