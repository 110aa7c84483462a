package dev.harness.images.layer;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the maps of sparse files in the four forms that GNU tar has written over time: in headers
 * of the type {@code S}, in extended headers (0.0 and 0.1), and before the content (1.0) (L20).
 */
final class SparseMapReader {
  /** The type of an entry whose header holds a map. */
  static final char TYPE = 'S';

  private static final int NUMBER_BYTES = 12;
  private static final int HEADER_EXTENTS = 386;
  private static final int HEADER_MORE = 482;
  private static final int HEADER_REAL_SIZE = 483;
  private static final int BLOCK_MORE = 504;
  private static final int MAX_DIGITS = 18;

  private final Supplier<byte[]> blocks;

  /** Reads blocks that continue a header from {@code blocks}. */
  SparseMapReader(Supplier<byte[]> blocks) {
    this.blocks = blocks;
  }

  /**
   * The map of a file, or null when it is not sparse.
   *
   * @param stored what the archive holds of it; when this returns, its extents follow
   * @throws LayerException.Malformed when the map is damaged
   */
  @Nullable SparseMap read(TarHeader header, PaxRecords pax, TarContent stored) {
    if (header.type() == TYPE) {
      return fromHeaders(header.block(), stored.sizeBytes());
    }
    if (!pax.isSparse()) {
      return null;
    }
    SparseMap.Builder map = new SparseMap.Builder();
    if (pax.number("GNU.sparse.major").orElse(0) > 0) {
      fromContent(map, stored);
    } else {
      pax.sparseExtents(map);
    }
    return map.build(realSize(pax), stored.remaining());
  }

  private static long realSize(PaxRecords pax) {
    OptionalLong size = pax.number("GNU.sparse.realsize");
    return size.isPresent()
        ? size.getAsLong()
        : pax.number("GNU.sparse.size").orElseThrow(SparseMap::malformed);
  }

  private SparseMap fromHeaders(byte[] header, long storedBytes) {
    SparseMap.Builder map = new SparseMap.Builder();
    addAll(map, header, HEADER_EXTENTS, HEADER_MORE);
    boolean more = header[HEADER_MORE] != 0;
    while (more) {
      byte[] block = blocks.get();
      addAll(map, block, 0, BLOCK_MORE);
      more = block[BLOCK_MORE] != 0;
    }
    long size = TarNumber.read(header, HEADER_REAL_SIZE, NUMBER_BYTES, "size of a sparse file");
    return map.build(size, storedBytes);
  }

  private static void addAll(SparseMap.Builder map, byte[] block, int start, int end) {
    for (int at = start; at < end && block[at + NUMBER_BYTES] != 0; at += 2 * NUMBER_BYTES) {
      map.add(
          TarNumber.read(block, at, NUMBER_BYTES, "place in a sparse file"),
          TarNumber.read(block, at + NUMBER_BYTES, NUMBER_BYTES, "length in a sparse file"));
    }
  }

  /** Numbers in lines, the first one says how many pairs follow; padded to whole blocks. */
  private static void fromContent(SparseMap.Builder map, TarContent stored) {
    long start = stored.remaining();
    long pairs = line(stored);
    for (long i = 0; i < pairs; i++) {
      long offset = line(stored);
      map.add(offset, line(stored));
    }
    long padding = (stored.remaining() - start) & (TarHeader.BLOCK_BYTES - 1);
    for (long i = 0; i < padding; i++) {
      if (stored.read() < 0) {
        throw SparseMap.malformed();
      }
    }
  }

  private static long line(TarContent stored) {
    long number = 0;
    int digits = 0;
    for (int next = stored.read(); next != '\n'; next = stored.read()) {
      if (next < '0' || next > '9' || ++digits > MAX_DIGITS) {
        throw SparseMap.malformed();
      }
      number = number * 10 + next - '0';
    }
    return number;
  }
}
