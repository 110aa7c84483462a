package dev.harness.runtime.fs.tree;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encodes entries of tar archives (POSIX.1-2001): names and extended attributes are bytes, which
 * need not be text. What does not fit into a header stands in an extended one.
 */
final class TarOutput {
  private static final int BLOCK = 512;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int NAME_BYTES = 100;
  private static final long MAX_ELEVEN_DIGITS = 0_77777777777L;
  private static final byte[] EXTENDED_NAME = "PaxHeader".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ZEROS = new byte[2 * BLOCK];
  private static final char EXTENDED = 'x';

  private final OutputStream out;

  /** Writes to {@code out}, which stays the caller's. */
  TarOutput(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  /** Writes what comes before the content, which must have as many bytes as the item says. */
  void begin(TarItem item) throws IOException {
    byte[] extended = extended(item);
    if (extended.length > 0) {
      out.write(header(EXTENDED_NAME, EXTENDED, 0644, extended.length, Instant.EPOCH, new byte[0]));
      out.write(extended);
      pad(extended.length);
    }
    byte[] header =
        header(
            item.name(),
            item.type().flag(),
            item.permissions(),
            item.sizeBytes(),
            item.modified(),
            item.target());
    number(header, 108, 8, item.uid());
    number(header, 116, 8, item.gid());
    number(header, 329, 8, item.device() >>> 32);
    number(header, 337, 8, item.device() & 0xffffffffL);
    out.write(sealed(header));
  }

  /** Writes a part of the content. */
  void content(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Writes what comes behind a content of {@code sizeBytes}. */
  void pad(long sizeBytes) throws IOException {
    out.write(ZEROS, 0, (int) ((BLOCK - sizeBytes % BLOCK) % BLOCK));
  }

  /** Writes the end of the archive. */
  void finish() throws IOException {
    out.write(ZEROS);
    out.flush();
  }

  private static byte[] extended(TarItem item) throws IOException {
    Map<String, byte[]> records = new TreeMap<>();
    if (item.name().length > NAME_BYTES) {
      records.put("path", item.name());
    }
    if (item.target().length > NAME_BYTES) {
      records.put("linkpath", item.target());
    }
    if (item.sizeBytes() > MAX_ELEVEN_DIGITS) {
      records.put("size", ascii(Long.toString(item.sizeBytes())));
    }
    String modified = decimal(item.modified());
    if (modified.indexOf('.') >= 0 || !fits(item.modified().getEpochSecond())) {
      records.put("mtime", ascii(modified));
    }
    item.attributes().forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> each : records.entrySet()) {
      bytes.write(paxRecord(each.getKey(), each.getValue()));
    }
    return bytes.toByteArray();
  }

  /** Seconds with their fraction, which the format writes behind the sign of the whole. */
  private static String decimal(Instant time) {
    long seconds = time.getEpochSecond();
    int nanos = time.getNano();
    if (seconds >= 0 || nanos == 0) {
      return nanos == 0 ? Long.toString(seconds) : "%d.%09d".formatted(seconds, nanos);
    }
    return "-%d.%09d".formatted(-(seconds + 1), 1_000_000_000 - nanos);
  }

  /** The length counts its own digits. */
  private static byte[] paxRecord(String key, byte[] value) throws IOException {
    byte[] start = (" " + key + "=").getBytes(StandardCharsets.UTF_8);
    int rest = start.length + value.length + 1;
    int length = rest;
    while (length != rest + Integer.toString(length).length()) {
      length = rest + Integer.toString(length).length();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    bytes.write(ascii(Integer.toString(length)));
    bytes.write(start);
    bytes.write(value);
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static byte[] header(
      byte[] name, char type, int permissions, long sizeBytes, Instant modified, byte[] target) {
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, Math.min(name.length, NAME_BYTES));
    number(header, 100, 8, permissions);
    number(header, 108, 8, 0);
    number(header, 116, 8, 0);
    number(header, 124, 12, fits(sizeBytes) ? sizeBytes : 0);
    number(header, 136, 12, fits(modified.getEpochSecond()) ? modified.getEpochSecond() : 0);
    header[156] = (byte) type;
    System.arraycopy(target, 0, header, 157, Math.min(target.length, NAME_BYTES));
    System.arraycopy(ascii("ustar\00000"), 0, header, 257, 8);
    return sealed(header);
  }

  private static boolean fits(long value) {
    return value >= 0 && value <= MAX_ELEVEN_DIGITS;
  }

  /** Octal digits and a zero byte. */
  private static void number(byte[] header, int at, int width, long value) {
    long left = value;
    for (int digit = at + width - 2; digit >= at; digit--) {
      header[digit] = (byte) ('0' + (left & 7));
      left >>>= 3;
    }
  }

  /** With its sum, in which the place of the sum counts as blanks. */
  private static byte[] sealed(byte[] header) {
    for (int i = 148; i < 156; i++) {
      header[i] = ' ';
    }
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    number(header, 148, 7, sum);
    return header;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
