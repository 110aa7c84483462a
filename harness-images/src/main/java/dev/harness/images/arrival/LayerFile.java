package dev.harness.images.arrival;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.unpack.DiskFloor;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Takes a plain archive and keeps it compressed: fast rather than small, because somebody waits for
 * it; hashed as both, and bounded in size (H16).
 */
final class LayerFile extends OutputStream {
  private static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final LayerLimits limits;
  private final DiskFloor floor;
  private final MessageDigest plainHash = DigestAlgorithm.SHA256.newHash();
  private final MessageDigest blobHash = DigestAlgorithm.SHA256.newHash();
  private final OutputStream out;
  private long count;

  LayerFile(Path file, LayerLimits limits) throws IOException {
    this.file = file;
    this.limits = limits;
    this.floor = DiskFloor.of(Objects.requireNonNull(file.toAbsolutePath().getParent()), limits);
    OutputStream hashed = new DigestOutputStream(Files.newOutputStream(file), blobHash);
    this.out = new DigestOutputStream(new FastGzip(hashed), plainHash);
  }

  /** The digest of the plain archive, after it was closed. */
  Digest diffId() {
    return Digest.of(DigestAlgorithm.SHA256, plainHash);
  }

  /** What a manifest says of the file, after it was closed. */
  Descriptor descriptor() throws IOException {
    return new Descriptor(
        MEDIA_TYPE, Digest.of(DigestAlgorithm.SHA256, blobHash), Files.size(file));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count += length;
    if (count > limits.maxBytes()) {
      throw new LayerException.TooLarge(
          "the files of the image have more than %d bytes".formatted(limits.maxBytes()));
    }
    floor.unpacked(count);
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
