package dev.harness.images.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One header block of a tar archive: V7, POSIX ustar or GNU, as it stands. */
final class TarHeader {
  static final int BLOCK_BYTES = 512;

  private static final byte[] POSIX_MAGIC = "ustar\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MODE_BITS = 07777;

  private static final Field NAME = new Field(0, 100);
  private static final Field MODE = new Field(100, 8);
  private static final Field UID = new Field(108, 8);
  private static final Field GID = new Field(116, 8);
  private static final Field SIZE = new Field(124, 12);
  private static final Field MODIFIED = new Field(136, 12);
  private static final Field CHECKSUM = new Field(148, 8);
  private static final int TYPE = 156;
  private static final Field LINK = new Field(157, 100);
  private static final int MAGIC = 257;
  private static final Field PREFIX = new Field(345, 155);

  private record Field(int offset, int length) {}

  private final byte[] block;

  /**
   * Takes one block, which the caller no longer changes.
   *
   * @throws LayerException.Malformed when its checksum is wrong
   */
  TarHeader(byte[] block) {
    this.block = block;
    long expected = number(CHECKSUM, "checksum");
    if (expected != sum(true) && expected != sum(false)) {
      throw new LayerException.Malformed(
          "a tar header has a wrong checksum: this is no tar archive");
    }
  }

  static boolean isEmpty(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The sum over all bytes, the checksum's own taken as blanks; old programs summed signed bytes. */
  private long sum(boolean unsigned) {
    long sum = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      boolean own = i >= CHECKSUM.offset && i < CHECKSUM.offset + CHECKSUM.length;
      byte value = own ? (byte) ' ' : block[i];
      sum += unsigned ? value & 0xff : value;
    }
    return sum;
  }

  /** The block itself, for the fields of other formats. */
  byte[] block() {
    return block;
  }

  char type() {
    return (char) (block[TYPE] & 0xff);
  }

  /** The name, with the prefix of POSIX archives in front. */
  String path() {
    String prefix = isPosix() ? text(PREFIX) : "";
    return prefix.isEmpty() ? text(NAME) : prefix + "/" + text(NAME);
  }

  /** GNU archives keep other fields where POSIX has the prefix. */
  private boolean isPosix() {
    return Arrays.equals(POSIX_MAGIC, Arrays.copyOfRange(block, MAGIC, MAGIC + POSIX_MAGIC.length));
  }

  String linkTarget() {
    return text(LINK);
  }

  int mode() {
    return (int) number(MODE, "mode") & MODE_BITS;
  }

  long uid() {
    return number(UID, "owner");
  }

  long gid() {
    return number(GID, "group");
  }

  long modified() {
    return number(MODIFIED, "time");
  }

  long sizeBytes() {
    long size = number(SIZE, "size");
    if (size < 0) {
      throw new LayerException.Malformed("the size in a tar header is negative");
    }
    return size;
  }

  private long number(Field field, String name) {
    return TarNumber.read(block, field.offset, field.length, name);
  }

  private String text(Field field) {
    int end = field.offset;
    while (end < field.offset + field.length && block[end] != 0) {
      end++;
    }
    return new String(block, field.offset, end - field.offset, StandardCharsets.ISO_8859_1);
  }
}
