package dev.harness.timeline;

/** The beginnings and ends of texts that may be too long to keep. */
final class TextEnds {
  private static final String CUT = "…";

  private TextEnds() {}

  /** At most so many characters of the beginning, with a mark where it was cut. */
  static String begin(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters - 1) + CUT;
  }
}
