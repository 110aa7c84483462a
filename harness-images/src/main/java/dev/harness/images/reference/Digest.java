package dev.harness.images.reference;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of content by its hash, {@code algorithm:hex}.
 *
 * <p>Only known algorithms with the exact number of lower-case hex digits exist as a value, so a
 * digest can be a file name (OCI image specification, "Digests"; CVE-2024-3727).
 *
 * @param algorithm the hash function
 * @param hex its value in lower-case hex digits
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Comparable<Digest> {
  private static final Pattern LOWER_CASE_HEX = Pattern.compile("[0-9a-f]+");
  private static final int SHORT_HEX_DIGITS = 12;

  /** Checks the digits. */
  public Digest {
    if (hex.length() != algorithm.hexDigits()) {
      throw new InvalidReferenceException(
          "invalid digest length: %s has %d hex digits, not %d"
              .formatted(algorithm.text(), algorithm.hexDigits(), hex.length()));
    }
    if (!LOWER_CASE_HEX.matcher(hex).matches()) {
      throw new InvalidReferenceException(
          "invalid digest: the value of %s is written in lower-case hex digits"
              .formatted(algorithm.text()));
    }
  }

  /**
   * Reads {@code algorithm:hex}.
   *
   * @throws InvalidReferenceException when the algorithm is unknown or the value is not its hex
   *     digits
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new InvalidReferenceException(
          "invalid digest '%s': it is written algorithm:hex".formatted(Quoting.shortened(text)));
    }
    String algorithm = text.substring(0, colon);
    return Arrays.stream(DigestAlgorithm.values())
        .filter(candidate -> candidate.text().equals(algorithm))
        .findFirst()
        .map(found -> new Digest(found, text.substring(colon + 1)))
        .orElseThrow(
            () ->
                new InvalidReferenceException(
                    "unsupported digest algorithm '%s': use sha256"
                        .formatted(Quoting.shortened(algorithm))));
  }

  /** The SHA-256 digest of these bytes. */
  public static Digest sha256(byte[] content) {
    return of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newHash().digest(content));
  }

  /** The value of a finished computation, which is reset. */
  public static Digest of(DigestAlgorithm algorithm, MessageDigest finished) {
    return of(algorithm, finished.digest());
  }

  private static Digest of(DigestAlgorithm algorithm, byte[] value) {
    return new Digest(algorithm, HexFormat.of().formatHex(value));
  }

  /** The digest of {@code content} by the same algorithm. */
  public Digest ofSameKind(byte[] content) {
    return of(algorithm, algorithm.newHash().digest(content));
  }

  /** The first twelve digits, as people know them from lists. */
  public String shortHex() {
    return hex.substring(0, SHORT_HEX_DIGITS);
  }

  // Written out, for a record's own is linked at its first use (decision 7).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest that && algorithm == that.algorithm && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm.text() + ":" + hex;
  }
}
