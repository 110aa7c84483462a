package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The plain archive of a layer on its way to the reader: hashed, and bounded in size (H16). */
final class HashingInputStream extends FilterInputStream {
  private final DigestAlgorithm algorithm;
  private final MessageDigest hash;
  private final LayerLimits limits;
  private final DiskFloor floor;
  private final byte[] single = new byte[1];
  private long count;

  HashingInputStream(
      InputStream source, DigestAlgorithm algorithm, LayerLimits limits, DiskFloor floor) {
    super(source);
    this.algorithm = algorithm;
    this.hash = algorithm.newHash();
    this.limits = limits;
    this.floor = floor;
  }

  /** The digest of all that was read, after its end. */
  Digest digest() {
    return Digest.of(algorithm, hash);
  }

  @Override
  public int read() throws IOException {
    int read = read(single, 0, 1);
    return read < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      count += read;
      if (count > limits.maxBytes()) {
        throw new LayerException.TooLarge(
            "the layer has more than %d bytes unpacked".formatted(limits.maxBytes()));
      }
      floor.unpacked(count);
      hash.update(buffer, offset, read);
    }
    return read;
  }
}
