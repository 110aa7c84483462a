package dev.harness.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One block that describes an entry (POSIX.1-1988, ustar). */
record TarHeader(String name, char type, long size, int mode, String link) {
  static final char FILE = '0';
  static final char OLD_FILE = '\0';
  static final char HARD_LINK = '1';
  static final char SYMBOLIC_LINK = '2';
  static final char DIRECTORY = '5';
  static final char PAX = 'x';
  static final char GLOBAL_PAX = 'g';
  static final char GNU_LONG_NAME = 'L';
  static final char GNU_LONG_LINK = 'K';

  private static final int NAME_LENGTH = 100;
  private static final int MODE_AT = 100;
  private static final int UID_AT = 108;
  private static final int GID_AT = 116;
  private static final int ID_LENGTH = 8;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TIME_AT = 136;
  private static final int SUM_AT = 148;
  private static final int SUM_LENGTH = 8;
  private static final int TYPE_AT = 156;
  private static final int LINK_AT = 157;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final long MAX_OCTAL_SIZE = (1L << 33) - 1;
  private static final int HIGH_BIT = 0x80;
  private static final int MODE_BITS = 07777;
  private static final int LINK_MODE = 0777;
  private static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);

  static boolean fits(byte[] name, long size) {
    return name.length <= NAME_LENGTH && size <= MAX_OCTAL_SIZE;
  }

  /** Encodes a header; what does not fit is cut, and must stand in an extended one before. */
  static byte[] encode(byte[] name, char type, int mode, long size, Instant time) {
    byte[] block = new byte[TarWriter.BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME_LENGTH));
    octal(block, MODE_AT, ID_LENGTH, mode);
    octal(block, UID_AT, ID_LENGTH, 0);
    octal(block, GID_AT, ID_LENGTH, 0);
    octal(block, SIZE_AT, SIZE_LENGTH, Math.min(size, MAX_OCTAL_SIZE));
    octal(block, TIME_AT, SIZE_LENGTH, time.getEpochSecond());
    block[TYPE_AT] = (byte) type;
    System.arraycopy(MAGIC, 0, block, MAGIC_AT, MAGIC.length);
    sign(block);
    return block;
  }

  private static void sign(byte[] block) {
    octal(block, SUM_AT, SUM_LENGTH - 1, sum(block));
    block[SUM_AT + SUM_LENGTH - 1] = ' ';
  }

  /** Encodes the header of a symbolic link; what does not fit is cut likewise. */
  static byte[] encodeLink(byte[] name, byte[] target, Instant time) {
    byte[] block = encode(name, SYMBOLIC_LINK, LINK_MODE, 0, time);
    System.arraycopy(target, 0, block, LINK_AT, Math.min(target.length, NAME_LENGTH));
    sign(block);
    return block;
  }

  private static void octal(byte[] block, int at, int length, long value) {
    String digits = Long.toOctalString(value);
    String padded = "0".repeat(length - 1 - digits.length()) + digits;
    System.arraycopy(padded.getBytes(StandardCharsets.US_ASCII), 0, block, at, padded.length());
  }

  /** The sum of all bytes, with those of the sum itself taken for blanks. */
  private static long sum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < block.length; i++) {
      boolean own = i >= SUM_AT && i < SUM_AT + SUM_LENGTH;
      sum += own ? ' ' : Byte.toUnsignedInt(block[i]);
    }
    return sum;
  }

  static TarHeader decode(byte[] block) throws IOException {
    if (number(block, SUM_AT, SUM_LENGTH) != sum(block)) {
      throw new IOException("the archive is damaged: a header's sum is wrong");
    }
    String name = text(block, 0, NAME_LENGTH);
    String prefix = block[MAGIC_AT + 5] == 0 ? text(block, PREFIX_AT, PREFIX_LENGTH) : "";
    long size = number(block, SIZE_AT, SIZE_LENGTH);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        (char) block[TYPE_AT],
        size,
        (int) (number(block, MODE_AT, ID_LENGTH) & MODE_BITS),
        text(block, LINK_AT, NAME_LENGTH));
  }

  /** Text up to the first zero byte. */
  static String text(byte[] content) {
    return text(content, 0, content.length);
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }

  /** Reads octal digits, or GNU's base 256 for what is too large for them. */
  private static long number(byte[] block, int at, int length) throws IOException {
    if ((block[at] & HIGH_BIT) != 0) {
      return base256(block, at, length);
    }
    String digits = text(block, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the archive is damaged: '" + digits + "' is no octal number", e);
    }
  }

  private static long base256(byte[] block, int at, int length) throws IOException {
    long value = block[at] & ~HIGH_BIT & 0xff;
    for (int i = at + 1; i < at + length; i++) {
      if (value > Long.MAX_VALUE >> Byte.SIZE) {
        throw new IOException("the archive is damaged: a number is too large");
      }
      value = value << Byte.SIZE | Byte.toUnsignedLong(block[i]);
    }
    return value;
  }
}
