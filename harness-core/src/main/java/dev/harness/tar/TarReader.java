package dev.harness.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the entries of an archive that a container's engine packed; nothing in it is trusted.
 * Not for use by several threads.
 */
public final class TarReader {
  private static final int MAX_EXTENDED_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private long remaining;
  private long padding;

  /** Does not take ownership of {@code in}. */
  public TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * Something in an archive.
   *
   * @param name as it stands there: it may lead anywhere
   * @param kind what it is
   * @param size bytes of content
   * @param mode permissions in the bits of stat(2)
   * @param link where a link leads, as it stands there; empty for anything else
   */
  public record Entry(String name, Kind kind, long size, int mode, String link) {}

  /** What an entry is. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMBOLIC_LINK,
    /** One more name of a file that came before. */
    HARD_LINK,
    /** A device or a pipe. */
    OTHER
  }

  /**
   * Goes on to the next entry.
   *
   * @return empty at the end
   */
  public Optional<Entry> next() throws IOException {
    String longName = "";
    String longLink = "";
    Map<String, String> extended = Map.of();
    while (true) {
      in.skipNBytes(remaining + padding);
      remaining = 0;
      padding = 0;
      byte[] block = in.readNBytes(TarWriter.BLOCK);
      if (block.length == 0 || isZero(block)) {
        return Optional.empty();
      }
      if (block.length < TarWriter.BLOCK) {
        throw new EOFException("the archive ends within a header");
      }
      TarHeader header = TarHeader.decode(block);
      expect(header.size());
      switch (header.type()) {
        case TarHeader.PAX -> extended = PaxRecords.decode(extendedContent());
        case TarHeader.GLOBAL_PAX -> extendedContent();
        case TarHeader.GNU_LONG_NAME -> longName = TarHeader.text(extendedContent());
        case TarHeader.GNU_LONG_LINK -> longLink = TarHeader.text(extendedContent());
        default -> {
          return Optional.of(entry(header, longName, longLink, extended));
        }
      }
    }
  }

  private Entry entry(
      TarHeader header, String longName, String longLink, Map<String, String> extended)
      throws IOException {
    String name = extended.getOrDefault("path", longName.isEmpty() ? header.name() : longName);
    Kind kind =
        switch (header.type()) {
          case TarHeader.FILE, TarHeader.OLD_FILE -> Kind.FILE;
          case TarHeader.DIRECTORY -> Kind.DIRECTORY;
          case TarHeader.SYMBOLIC_LINK -> Kind.SYMBOLIC_LINK;
          case TarHeader.HARD_LINK -> Kind.HARD_LINK;
          default -> Kind.OTHER;
        };
    boolean isLink = kind == Kind.SYMBOLIC_LINK || kind == Kind.HARD_LINK;
    expect(isLink ? 0 : size(header, extended));
    String link = extended.getOrDefault("linkpath", longLink.isEmpty() ? header.link() : longLink);
    return new Entry(name, kind, remaining, header.mode(), isLink ? link : "");
  }

  private static long size(TarHeader header, Map<String, String> extended) throws IOException {
    String size = extended.getOrDefault("size", "");
    try {
      return size.isEmpty() ? header.size() : Long.parseLong(size);
    } catch (NumberFormatException e) {
      throw new IOException("the archive is damaged: '" + size + "' is no size", e);
    }
  }

  private void expect(long size) throws IOException {
    if (size < 0) {
      throw new IOException("the archive is damaged: an entry has " + size + " bytes");
    }
    remaining = size;
    padding = (TarWriter.BLOCK - size % TarWriter.BLOCK) % TarWriter.BLOCK;
  }

  private byte[] extendedContent() throws IOException {
    if (remaining > MAX_EXTENDED_BYTES) {
      throw new IOException(
          "the archive is damaged: an extended header has " + remaining + " bytes");
    }
    byte[] content = in.readNBytes((int) remaining);
    remaining -= content.length;
    if (remaining > 0) {
      throw new EOFException("the archive ends within an extended header");
    }
    return content;
  }

  /** Copies the content of the entry that was read last. */
  public void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (remaining > 0) {
      int count = in.read(buffer, 0, (int) Math.min(remaining, buffer.length));
      if (count < 0) {
        throw new EOFException("the archive ends " + remaining + " bytes before the file does");
      }
      out.write(buffer, 0, count);
      remaining -= count;
    }
  }

  private static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
