package dev.harness.images.layer;

/** The two ways in which a tar header writes numbers: octal digits, and base 256. */
final class TarNumber {
  private static final int BASE_256_MARK = 0x80;
  private static final int NEGATIVE_MARK = 0xff;

  private TarNumber() {}

  /** Reads the field of {@code length} bytes at {@code offset}; {@code name} is for the error. */
  static long read(byte[] block, int offset, int length, String name) {
    int first = block[offset] & 0xff;
    return (first & BASE_256_MARK) != 0
        ? base256(block, offset, length, name)
        : octal(block, offset, length, name);
  }

  private static long base256(byte[] block, int offset, int length, String name) {
    boolean negative = (block[offset] & 0xff) == NEGATIVE_MARK;
    long value = negative ? -1 : block[offset] & 0x7f;
    for (int i = offset + 1; i < offset + length; i++) {
      if (value >= 1L << 55 || value < -(1L << 55)) {
        throw new LayerException.Malformed("the %s in a tar header is too large".formatted(name));
      }
      value = (value << 8) | (block[i] & 0xff);
    }
    return value;
  }

  private static long octal(byte[] block, int offset, int length, String name) {
    int end = offset + length;
    int i = offset;
    while (i < end && block[i] == ' ') {
      i++;
    }
    long value = 0;
    for (; i < end && block[i] != 0 && block[i] != ' '; i++) {
      int digit = block[i] - '0';
      if (digit < 0 || digit > 7) {
        throw new LayerException.Malformed("the %s in a tar header is no number".formatted(name));
      }
      value = (value << 3) | digit;
    }
    return value;
  }
}
