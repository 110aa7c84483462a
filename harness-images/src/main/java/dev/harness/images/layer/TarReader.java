package dev.harness.images.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive from front to back: ustar, GNU and pax formats, names and attributes as raw
 * bytes (L20).
 *
 * <p>The input is hostile. Extensions are bounded, sizes are checked, and the size of the extended
 * header counts both for reading and for skipping (CVE-2025-62518). Failures of the source come
 * out as {@link LayerException}, so that a consumer of {@link #content} can tell them from its
 * own.
 */
public final class TarReader {
  private static final int MAX_EXTENSION_BYTES = 1 << 20;
  private static final int SKIP_BUFFER_BYTES = 64 << 10;

  private final InputStream source;
  private final LayerLimits limits;
  private final byte[] discarded = new byte[SKIP_BUFFER_BYTES];
  private final SparseMapReader sparseMaps = new SparseMapReader(this::block);
  private @Nullable TarContent stored;
  private @Nullable InputStream content;
  private int headers;
  private long holeBytes;
  private long position;

  /** Reads from {@code source}, which stays open. */
  public TarReader(InputStream source, LayerLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /**
   * Goes to the next entry, past what is left of this one's content; at the end of the archive
   * the source is read to its end.
   *
   * @throws LayerException.Malformed when the archive is damaged
   * @throws LayerException.TooLarge when it has too many entries
   */
  public Optional<TarEntry> next() {
    PaxRecords pax = PaxRecords.none();
    String longPath = null;
    String longTarget = null;
    for (Optional<TarHeader> header = header(); header.isPresent(); header = header()) {
      TarHeader current = header.get();
      switch (current.type()) {
        case 'x', 'X' -> pax = PaxRecords.parse(extension(current));
        case 'g' -> PaxRecords.parse(extension(current));
        case 'L' -> longPath = untilNul(extension(current));
        case 'K' -> longTarget = untilNul(extension(current));
        default -> {
          return Optional.of(entry(current, pax, longPath, longTarget));
        }
      }
    }
    if (longPath != null || longTarget != null) {
      throw new LayerException.Malformed("the tar archive ends after the name of an entry");
    }
    return Optional.empty();
  }

  /**
   * The content of the current entry, zeros for its holes; reading it after the next entry was
   * asked for fails.
   */
  public InputStream content() {
    if (content == null) {
      throw new IllegalStateException("no entry was read yet");
    }
    return content;
  }

  /** How many bytes of the archive were read: before reading content, where that begins. */
  public long position() {
    return position;
  }

  private Optional<TarHeader> header() {
    finishContent();
    byte[] block = new byte[TarHeader.BLOCK_BYTES];
    int read = readFully(block);
    if (read == 0) {
      return Optional.empty();
    }
    checkWhole(read, block.length);
    if (TarHeader.isEmpty(block)) {
      readToTheEnd(block);
      return Optional.empty();
    }
    if (++headers > limits.maxEntries()) {
      throw new LayerException.TooLarge(
          "the layer has more than %d entries".formatted(limits.maxEntries()));
    }
    return Optional.of(new TarHeader(block));
  }

  /** Two empty blocks end an archive; what follows counts for its digest only. */
  private void readToTheEnd(byte[] block) {
    int read = readFully(block);
    if (read == block.length && !TarHeader.isEmpty(block)) {
      throw new LayerException.Malformed("the tar archive goes on after an empty block");
    }
    while (read(discarded, 0, discarded.length) >= 0) {
      // Only the bytes' passing by matters.
    }
  }

  private byte[] extension(TarHeader header) {
    long size = header.sizeBytes();
    if (size > MAX_EXTENSION_BYTES) {
      throw new LayerException.TooLarge(
          "an extended tar header has %d bytes, at most %d are allowed"
              .formatted(size, MAX_EXTENSION_BYTES));
    }
    byte[] extension = new byte[(int) size];
    checkWhole(readFully(extension), extension.length);
    skip(padding(size));
    return extension;
  }

  private static String untilNul(byte[] text) {
    String name = new String(text, StandardCharsets.ISO_8859_1);
    int nul = name.indexOf('\0');
    return nul < 0 ? name : name.substring(0, nul);
  }

  private TarEntry entry(
      TarHeader header, PaxRecords pax, @Nullable String longPath, @Nullable String longTarget) {
    String path =
        pax.name(pax.isSparse() ? "GNU.sparse.name" : "path")
            .or(() -> pax.name("path"))
            .orElseGet(() -> longPath != null ? longPath : header.path());
    TarEntry.Kind kind = kind(header.type(), path);
    String target =
        pax.name("linkpath").orElseGet(() -> longTarget != null ? longTarget : header.linkTarget());
    // Old archives give links a size although no content follows (L8).
    TarContent data = new TarContent(this, kind == TarEntry.Kind.FILE ? sizeBytes(pax, header) : 0);
    SparseMap map = kind == TarEntry.Kind.FILE ? sparseMaps.read(header, pax, data) : null;
    stored = data;
    content = map == null ? data : new SparseContent(data, map);
    long size = map == null ? data.sizeBytes() : map.sizeBytes();
    countHoles(size - data.remaining());
    return new TarEntry(
        kind,
        path,
        target,
        header.mode(),
        pax.number("uid").orElseGet(header::uid),
        pax.number("gid").orElseGet(header::gid),
        size,
        data.remaining(),
        pax.modified().orElseGet(() -> TarTime.instant(header.modified(), 0)),
        pax.xattrs());
  }

  /** Holes cost an archive nothing, so they have a limit of their own (H16). */
  private void countHoles(long bytes) {
    if (bytes > limits.maxHoleBytes() - holeBytes) {
      throw new LayerException.TooLarge(
          "the sparse files of the layer have more than %d bytes of holes"
              .formatted(limits.maxHoleBytes()));
    }
    holeBytes += bytes;
  }

  private byte[] block() {
    byte[] block = new byte[TarHeader.BLOCK_BYTES];
    checkWhole(readFully(block), block.length);
    return block;
  }

  private static long sizeBytes(PaxRecords pax, TarHeader header) {
    OptionalLong size = pax.number("size");
    if (size.isPresent() && size.getAsLong() < 0) {
      throw new LayerException.Malformed("the size in an extended tar header is negative");
    }
    return size.orElseGet(header::sizeBytes);
  }

  private static TarEntry.Kind kind(char type, String path) {
    return switch (type) {
      case '0', '\0', '7', SparseMapReader.TYPE ->
          path.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
      case '1' -> TarEntry.Kind.HARD_LINK;
      case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
      case '3', '4' -> TarEntry.Kind.DEVICE;
      case '5' -> TarEntry.Kind.DIRECTORY;
      case '6' -> TarEntry.Kind.FIFO;
      default ->
          throw new LayerException.Malformed(
              "the archive holds an entry of the unknown type 0x%02x".formatted((int) type));
    };
  }

  private void finishContent() {
    if (stored != null) {
      skip(stored.remaining());
      skip(padding(stored.sizeBytes()));
      stored.end();
      stored = null;
    }
  }

  private static long padding(long size) {
    return -size & (TarHeader.BLOCK_BYTES - 1);
  }

  private void skip(long count) {
    long left = count;
    while (left > 0) {
      int read = read(discarded, 0, (int) Math.min(left, discarded.length));
      if (read < 0) {
        throw truncated();
      }
      left -= read;
    }
  }

  private int readFully(byte[] buffer) {
    int filled = 0;
    while (filled < buffer.length) {
      int read = read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        break;
      }
      filled += read;
    }
    return filled;
  }

  /** Reads from the source, whose failures become this package's. */
  int read(byte[] buffer, int offset, int length) {
    try {
      int read = source.read(buffer, offset, length);
      position += Math.max(0, read);
      return read;
    } catch (IOException e) {
      throw LayerException.reading(e);
    }
  }

  private static void checkWhole(int read, int expected) {
    if (read < expected) {
      throw truncated();
    }
  }

  static LayerException.Malformed truncated() {
    return new LayerException.Malformed("the tar archive is truncated");
  }
}
