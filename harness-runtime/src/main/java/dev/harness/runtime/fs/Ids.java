package dev.harness.runtime.fs;

import java.util.OptionalInt;

/** Numbers of users and groups in text: decimal, 0 to 2^31-1. */
final class Ids {
  private static final int MOST_DIGITS = 10;

  private Ids() {}

  /**
   * The number, or nothing when the text is not made of digits only.
   *
   * @throws UnknownAccountException when it is too large, so that it never wraps to 0
   *     (CVE-2024-40635)
   */
  static OptionalInt parse(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    long value = text.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
    if (value > Integer.MAX_VALUE) {
      throw UnknownAccountException.range(text);
    }
    return OptionalInt.of((int) value);
  }

  static int require(String text, String kind) {
    return parse(text).orElseThrow(() -> UnknownAccountException.malformed(kind, text));
  }
}
