package dev.harness.images.reference;

/** How much of a refused text an error repeats. */
final class Quoting {
  private static final int MAX_CHARACTERS = 300;

  private Quoting() {}

  /** The text, cut when it is long, with control characters made harmless. */
  static String shortened(String text) {
    String cut = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
