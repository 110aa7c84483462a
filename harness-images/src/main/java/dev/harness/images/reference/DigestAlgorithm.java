package dev.harness.images.reference;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions that may name content. */
public enum DigestAlgorithm {
  /** SHA-256, what everybody uses. */
  SHA256("sha256", "SHA-256", 64),
  /** SHA-384. */
  SHA384("sha384", "SHA-384", 96),
  /** SHA-512. */
  SHA512("sha512", "SHA-512", 128);

  private final String text;
  private final String javaName;
  private final int hexDigits;

  DigestAlgorithm(String text, String javaName, int hexDigits) {
    this.text = text;
    this.javaName = javaName;
    this.hexDigits = hexDigits;
  }

  /** The name in front of the colon of a digest. */
  public String text() {
    return text;
  }

  int hexDigits() {
    return hexDigits;
  }

  /** A new computation of this hash. */
  public MessageDigest newHash() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + javaName, e);
    }
  }
}
