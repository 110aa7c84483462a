package dev.harness.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** An archive as nobody would write it who means well: any names, any links, any sizes. */
public final class HostileTar {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds a directory. */
  public HostileTar directory(String name, int mode) {
    return header(name, '5', mode, 0, "");
  }

  /** Adds a file. */
  public HostileTar file(String name, int mode, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    header(name, '0', mode, bytes.length, "");
    out.writeBytes(bytes);
    out.writeBytes(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    return this;
  }

  /** Adds a file whose content does not follow. */
  public HostileTar emptyFile(String name, long size) {
    return header(name, '0', 0644, size, "");
  }

  /** Adds a symbolic link. */
  public HostileTar symbolicLink(String name, String link) {
    return header(name, '2', 0777, 0, link);
  }

  /** Adds a hard link. */
  public HostileTar hardLink(String name, String link) {
    return header(name, '1', 0644, 0, link);
  }

  private HostileTar header(String name, char type, int mode, long size, String link) {
    byte[] block = new byte[BLOCK];
    text(block, 0, name);
    text(block, 100, "%07o".formatted(mode));
    size(block, size);
    text(block, 136, "%011o".formatted(0));
    block[156] = (byte) type;
    text(block, 157, link);
    text(block, 257, "ustar");
    text(block, 263, "00");
    int sum = 8 * ' ';
    for (byte value : block) {
      sum += Byte.toUnsignedInt(value);
    }
    text(block, 148, "%06o".formatted(sum));
    out.writeBytes(block);
    return this;
  }

  /** In base 256, as GNU's tar writes what octal digits have no room for. */
  private static void size(byte[] block, long size) {
    block[124] = (byte) 0x80;
    for (int i = 0; i < Long.BYTES; i++) {
      block[135 - i] = (byte) (size >> (Byte.SIZE * i));
    }
  }

  private static void text(byte[] block, int at, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  /** The archive. */
  public byte[] bytes() {
    ByteArrayOutputStream complete = new ByteArrayOutputStream();
    complete.writeBytes(out.toByteArray());
    complete.writeBytes(new byte[2 * BLOCK]);
    return complete.toByteArray();
  }
}
