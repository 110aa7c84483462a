package dev.harness.images.debian;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over a sequence of values, each with its length, so that no two sequences run together. */
final class Fingerprint {
  private static final int SHORT_DIGITS = 16;

  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newHash();

  Fingerprint add(String value) {
    return add(value.getBytes(StandardCharsets.UTF_8));
  }

  Fingerprint add(byte[] value) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    sha256.update(value);
    return this;
  }

  /** Ends the sequence: 16 hexadecimal digits, enough to tell the contents of one cache apart. */
  String shortHex() {
    return Digest.of(DigestAlgorithm.SHA256, sha256).hex().substring(0, SHORT_DIGITS);
  }
}
