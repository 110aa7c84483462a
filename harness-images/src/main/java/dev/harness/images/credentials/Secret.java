package dev.harness.images.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/** A text that must not be seen: it prints nothing of itself (A7). */
public final class Secret {
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private final String text;

  /** Keeps the text. */
  public Secret(String text) {
    this.text = text;
  }

  /** The text itself, for the request that needs it and for nothing else. */
  public String reveal() {
    return text;
  }

  /** Whether it can stand in a header as it is: visible ASCII characters, at least one. */
  public boolean isToken() {
    return VISIBLE.matcher(text).matches();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(text.getBytes(UTF_8), secret.text.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
