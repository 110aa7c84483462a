package dev.harness.images.layer;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** Compresses layers for registries: with gzip, which every client reads. */
public final class LayerCompression {
  private static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final int BUFFER_BYTES = 64 << 10;

  private LayerCompression() {}

  /**
   * Writes a layer to a file.
   *
   * @param blob the layer, compressed in any known way or not at all; it is closed
   * @return what a manifest says of the file
   */
  public static Descriptor compress(InputStream blob, Path file) throws IOException {
    MessageDigest hash = DigestAlgorithm.SHA256.newHash();
    try (InputStream closing = blob;
        InputStream plain = Decompression.open(closing);
        OutputStream hashed = new DigestOutputStream(Files.newOutputStream(file), hash);
        OutputStream gzip = new GZIPOutputStream(hashed, BUFFER_BYTES)) {
      plain.transferTo(gzip);
    }
    return new Descriptor(MEDIA_TYPE, Digest.of(DigestAlgorithm.SHA256, hash), Files.size(file));
  }
}
