package dev.harness.images.debian;

import dev.harness.images.archive.LayoutTar;
import dev.harness.images.debian.deb.RootNode;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writer of an image with one layer as one file: an OCI image layout in a tar (P40).
 *
 * <p>The layer comes first, under a header that is written when its digest is known: so the largest
 * part of the file is written once, and to where it stays.
 */
final class SingleLayerLayout implements AutoCloseable {
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;

  private final FileChannel file;

  private SingleLayerLayout(FileChannel file) {
    this.file = file;
  }

  /** Creates the file, which must not exist. */
  static SingleLayerLayout create(Path path) throws IOException {
    return new SingleLayerLayout(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Writes the only layer; this comes first. */
  Descriptor writeLayer(SortedMap<String, RootNode> nodes) throws IOException {
    return writeLayer(out -> new LayerTar(out).write(nodes));
  }

  /** Writes the only layer, an archive that is there already; this comes first. */
  Descriptor writeLayer(InputStream archive) throws IOException {
    return writeLayer(archive::transferTo);
  }

  /** What writes the content of a layer. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private Descriptor writeLayer(Content content) throws IOException {
    MessageDigest sha256 = DigestAlgorithm.SHA256.newHash();
    file.position(RECORD);
    content.writeTo(new DigestOutputStream(Channels.newOutputStream(file), sha256));
    long end = file.position();
    Digest digest = Digest.of(DigestAlgorithm.SHA256, sha256);
    byte[] header = new byte[RECORD];
    LayoutTar.entry(LayoutTar.path(digest), end - RECORD).writeEntryHeader(header);
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
    try (LayoutTar tar = new LayoutTar(Channels.newOutputStream(file))) {
      tar.blob(image.config());
      tar.blob(image.manifest());
      tar.index(image.index());
      tar.version();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
