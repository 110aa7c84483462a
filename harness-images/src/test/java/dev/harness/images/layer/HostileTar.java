package dev.harness.images.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Builds tar archives byte by byte, right or wrong as told; names hold one character per byte.
 */
public final class HostileTar {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A header block whose fields can be set before it is written. */
  public static final class Header {
    private final byte[] block = new byte[BLOCK];

    private Header(String name, char type, long size) {
      put(0, 100, name);
      put(100, 8, "0000644");
      put(108, 8, "0000000");
      put(116, 8, "0000000");
      size(size);
      put(136, 12, "00000000000");
      block[156] = (byte) type;
      put(257, 8, "ustar\00000");
    }

    private Header put(int offset, int length, String text) {
      Arrays.fill(block, offset, offset + length, (byte) 0);
      byte[] bytes = text.getBytes(ISO_8859_1);
      System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
      return this;
    }

    public Header size(long size) {
      return put(124, 12, "%011o".formatted(size));
    }

    public Header rawSize(String text) {
      return put(124, 12, text);
    }

    public Header mode(int mode) {
      return put(100, 8, "%07o".formatted(mode));
    }

    public Header owner(int uid, int gid) {
      put(108, 8, "%07o".formatted(uid));
      return put(116, 8, "%07o".formatted(gid));
    }

    public Header rawOwner(String text) {
      return put(108, 8, text);
    }

    public Header modified(long seconds) {
      return put(136, 12, "%011o".formatted(seconds));
    }

    public Header linkTarget(String target) {
      return put(157, 100, target);
    }

    public Header device(int major, int minor) {
      put(329, 8, "%07o".formatted(major));
      return put(337, 8, "%07o".formatted(minor));
    }

    public Header prefix(String prefix) {
      return put(345, 155, prefix);
    }

    public Header gnuMagic() {
      return put(257, 8, "ustar  \0");
    }

    /** The map of a sparse file as old headers hold it: places and lengths in turn. */
    public Header sparse(boolean more, long realSize, long... extents) {
      for (int i = 0; i < extents.length; i++) {
        put(386 + 12 * i, 12, "%011o".formatted(extents[i]));
      }
      put(482, 1, more ? "\1" : "");
      return put(483, 12, "%011o".formatted(realSize));
    }

    private byte[] finished() {
      Arrays.fill(block, 148, 156, (byte) ' ');
      int sum = 0;
      for (byte b : block) {
        sum += b & 0xff;
      }
      put(148, 8, "%06o\0 ".formatted(sum));
      return block;
    }
  }

  public static Header header(String name, char type) {
    return new Header(name, type, 0);
  }

  public HostileTar add(Header header) {
    out.writeBytes(header.finished());
    return this;
  }

  public HostileTar add(Header header, byte[] content) {
    return add(header.size(content.length)).raw(content).pad();
  }

  public HostileTar raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public HostileTar pad() {
    return raw(new byte[(BLOCK - out.size() % BLOCK) % BLOCK]);
  }

  public HostileTar file(String name, byte[] content) {
    return add(header(name, '0'), content);
  }

  public HostileTar file(String name, String content) {
    return file(name, content.getBytes(ISO_8859_1));
  }

  public HostileTar directory(String name) {
    return add(header(name, '5').mode(0755));
  }

  public HostileTar symbolicLink(String name, String target) {
    return add(header(name, '2').mode(0777).linkTarget(target));
  }

  public HostileTar hardLink(String name, String target) {
    return add(header(name, '1').linkTarget(target));
  }

  /** An extended header with these {@code key=value} records. */
  public HostileTar pax(String... records) {
    StringBuilder content = new StringBuilder();
    for (String record : records) {
      int length = record.length() + 3;
      while (String.valueOf(length).length() + record.length() + 2 != length) {
        length++;
      }
      content.append(length).append(' ').append(record).append('\n');
    }
    return rawPax(content.toString());
  }

  public HostileTar rawPax(String content) {
    return add(header("pax", 'x'), content.getBytes(ISO_8859_1));
  }

  /** A GNU header that carries the name ({@code L}) or target ({@code K}) of the next entry. */
  public HostileTar gnuLong(char type, String text) {
    return add(header("././@LongLink", type).gnuMagic(), (text + "\0").getBytes(ISO_8859_1));
  }

  /** The archive without the blocks that end it. */
  public byte[] unfinished() {
    return out.toByteArray();
  }

  public byte[] bytes() {
    byte[] all = out.toByteArray();
    return Arrays.copyOf(all, all.length + 2 * BLOCK);
  }

  public InputStream stream() {
    return new ByteArrayInputStream(bytes());
  }
}
