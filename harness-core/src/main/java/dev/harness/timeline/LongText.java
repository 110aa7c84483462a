package dev.harness.timeline;

/** A text that may be too long to keep. */
final class LongText {
  private static final String CUT = "…";

  private LongText() {}

  /** At most so many characters of the beginning, with a mark where it was cut. */
  static String begin(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters - 1) + CUT;
  }
}
