package dev.harness.images.reference;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Content that must be what a descriptor says: never gives more bytes than announced, and fails
 * instead of ending when the bytes are fewer or hash to another digest (P24, H22).
 *
 * <p>Only a reader that has seen the end knows that the content is right.
 */
public final class VerifiedInputStream extends FilterInputStream {
  private final Descriptor expected;
  private final MessageDigest hash;
  private final byte[] single = new byte[1];
  private long count;
  private boolean verified;

  /** Reads {@code content}, which is closed with this stream. */
  public VerifiedInputStream(InputStream content, Descriptor expected) {
    super(content);
    this.expected = expected;
    this.hash = expected.digest().algorithm().newHash();
  }

  @Override
  public int read() throws IOException {
    int read = read(single, 0, 1);
    return read < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = in.read(buffer, offset, length);
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
  public boolean markSupported() {
    return false;
  }
}
