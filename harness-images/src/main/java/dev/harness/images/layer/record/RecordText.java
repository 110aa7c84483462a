package dev.harness.images.layer.record;

import java.nio.charset.StandardCharsets;

/**
 * The text of a record. A line is an operation in the order in which they were done; fields are
 * separated by blanks, the path comes last:
 *
 * <pre>
 * harness-tree 1 OWNERS              the head; whether the files have the layer's owners: yes or no
 * d MODE UID GID PATH                makes a directory, or changes one
 * f MODE UID GID BYTES CRC32C PATH   makes a file
 * l UID GID TARGET PATH              makes a symbolic link
 * h EXISTING PATH                    gives another name
 * p MODE UID GID PATH                makes a FIFO
 * w PATH                             hides what lower layers have at the path
 * o PATH                             hides what lower layers have in the directory
 * r PATH                             removes what is at the path, and below it
 * end CRC32C                         the sum of all lines before
 * </pre>
 *
 * <p>Bytes of names other than printable ASCII are written as {@code %XX}, the root as {@code .}.
 */
final class RecordText {
  static final String HEAD = "harness-tree 1 ";
  static final String END = "end ";

  private static final String ROOT = ".";
  private static final String HEX = "0123456789ABCDEF";

  private RecordText() {}

  /** The field for a name or path. */
  static String field(byte[] name) {
    if (name.length == 0) {
      return ROOT;
    }
    StringBuilder field = new StringBuilder(name.length);
    for (byte b : name) {
      if (b > ' ' && b < 0x7f && b != '%') {
        field.append((char) b);
      } else {
        field.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return field.toString();
  }

  /**
   * The name or path of a field, one character per byte.
   *
   * @throws NumberFormatException when it is no field
   */
  static String name(String field) {
    if (field.equals(ROOT)) {
      return "";
    }
    return decoded(field);
  }

  /**
   * Undoes {@code %XX}; gives one character per byte.
   *
   * @throws NumberFormatException when a percent sign stands for nothing
   */
  static String decoded(String text) {
    StringBuilder name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        c = (char) Integer.parseInt(text, i + 1, Math.min(i + 3, text.length()), 16);
        i += 2;
      }
      name.append(c);
    }
    return name.toString();
  }

  static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.US_ASCII);
  }
}
