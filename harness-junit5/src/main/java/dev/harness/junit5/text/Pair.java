package dev.harness.junit5.text;

/**
 * Two texts that were written as one.
 *
 * @param first before the separator
 * @param second all behind it
 */
public record Pair(String first, String second) {

  /** Reads {@code name=value}; {@code form} is how that is called in messages. */
  public static Pair assignment(String text, String form) {
    return split(text, text.indexOf('='), form);
  }

  /** Reads {@code what:/place}; the last colon before a slash separates. */
  public static Pair placed(String text, String form) {
    return split(text, text.lastIndexOf(":/"), form);
  }

  /** Reads {@code name:address}; the first colon separates, as an address may have more. */
  public static Pair addressed(String text, String form) {
    return split(text, text.indexOf(':'), form);
  }

  private static Pair split(String text, int at, String form) {
    if (at <= 0) {
      throw new IllegalArgumentException("'" + text + "' is not of the form " + form);
    }
    return new Pair(text.substring(0, at), text.substring(at + 1));
  }
}
