package dev.harness.images.debian;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a sequence of values, each with its length, so that no two sequences run together. */
final class Fingerprint {
  private static final int SHORT_DIGITS = 16;

  private final MessageDigest sha256 = newSha256();

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

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
    return hex(sha256).substring(0, SHORT_DIGITS);
  }
}
