package dev.harness.timeline.report;

import java.util.regex.Pattern;

/**
 * Text that others have written, made fit for a page: colours of terminals are gone, what cannot be
 * seen or turns the direction of reading is a visible mark, and HTML has no meaning.
 */
final class ReadableText {
  /** Sequences that terminals obey (ECMA-48): CSI, OSC up to its end or that of the line, the rest. */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "\\x1b\\[[0-?]*+[ -/]*+[@-~]"
              + "|\\x1b\\][^\\x07\\x1b\\n]*+(?:\\x07|\\x1b\\\\)?+"
              + "|\\x1b[@-Z\\\\^_]");

  private static final char REPLACEMENT = '\uFFFD';
  private static final char CONTROL_PICTURES = '\u2400';
  private static final char DELETE_PICTURE = '\u2421';

  private ReadableText() {}

  /** What a person should see. */
  static String plain(String text) {
    String bare = ESCAPES.matcher(text.replace("\r\n", "\n")).replaceAll("");
    StringBuilder out = new StringBuilder(bare.length());
    bare.codePoints().forEach(point -> out.appendCodePoint(visible(point)));
    return out.toString();
  }

  private static int visible(int point) {
    if (point == '\n' || point == '\t') {
      return point;
    }
    if (point < ' ') {
      return CONTROL_PICTURES + point;
    }
    if (point == '\u007f') {
      return DELETE_PICTURE;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
          REPLACEMENT;
      default -> point;
    };
  }

  /** The same as the content or a quoted attribute of an element. */
  static String html(String text) {
    String plain = plain(text);
    StringBuilder out = new StringBuilder(plain.length() + plain.length() / 8);
    for (int i = 0; i < plain.length(); i++) {
      char next = plain.charAt(i);
      switch (next) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(next);
      }
    }
    return out.toString();
  }
}
