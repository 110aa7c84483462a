package dev.harness.images.reference;

import dev.harness.images.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Content that must be what a descriptor says: never gives more bytes than announced, and fails
 * instead of ending when the bytes are fewer or hash to another digest (P24, H22).
 *
 * <p>Only a reader that has seen the end knows that the content is right.
 */
public final class VerifiedInputStream extends BlockInputStream {
  private final InputStream content;
  private final Descriptor expected;
  private final MessageDigest hash;
  private long count;
  private boolean verified;

  /** Reads {@code content}, which is closed with this stream. */
  public VerifiedInputStream(InputStream content, Descriptor expected) {
    this.content = content;
    this.expected = expected;
    this.hash = expected.digest().algorithm().newHash();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = content.read(buffer, offset, length);
    if (read < 0) {
      verify();
      return -1;
    }
    count += read;
    if (count > expected.sizeBytes()) {
      throw new MismatchException(
          "%s is longer than the %d bytes announced"
              .formatted(expected.digest(), expected.sizeBytes()));
    }
    hash.update(buffer, offset, read);
    return read;
  }

  private void verify() throws MismatchException {
    if (verified) {
      return;
    }
    if (count != expected.sizeBytes()) {
      throw new MismatchException(
          "%s has %d bytes, %d were announced"
              .formatted(expected.digest(), count, expected.sizeBytes()));
    }
    Digest actual = Digest.of(expected.digest().algorithm(), hash);
    if (!actual.equals(expected.digest())) {
      throw new MismatchException(
          "the content has the digest %s, expected was %s".formatted(actual, expected.digest()));
    }
    verified = true;
  }

  @Override
  public long skip(long count) throws IOException {
    throw new IOException("content that is verified cannot be skipped");
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
