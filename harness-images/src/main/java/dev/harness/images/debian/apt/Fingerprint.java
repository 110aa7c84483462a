package dev.harness.images.debian.apt;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over a sequence of values, each with its length, so that no two sequences run together. */
public final class Fingerprint {
  private static final int SHORT_DIGITS = 16;

  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newHash();

  /** Goes on with a text. */
  public Fingerprint add(String value) {
    return add(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Goes on with bytes. */
  public Fingerprint add(byte[] value) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    sha256.update(value);
    return this;
  }

  /** Ends the sequence: 16 hexadecimal digits, enough to tell the contents of one cache apart. */
  public String shortHex() {
    return Digest.of(DigestAlgorithm.SHA256, sha256).hex().substring(0, SHORT_DIGITS);
  }
}
