package dev.harness.images.store;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import dev.harness.images.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Bytes that are written to a file while they are read, and hashed. */
final class KeptInputStream extends BlockInputStream {
  private final InputStream source;
  private final FileChannel copy;
  private final MessageDigest hash = DigestAlgorithm.SHA256.newHash();

  /** Makes the file, and takes ownership of {@code source}. */
  KeptInputStream(InputStream source, Path file) throws IOException {
    this.source = source;
    this.copy = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** The digest of all bytes, after the end. */
  Digest digest() {
    return Digest.of(DigestAlgorithm.SHA256, hash);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = source.read(buffer, offset, length);
    if (read > 0) {
      hash.update(buffer, offset, read);
      ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, read);
      while (bytes.hasRemaining()) {
        copy.write(bytes);
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    try (copy) {
      source.close();
      if (copy.isOpen()) {
        copy.force(true);
      }
    }
  }
}
