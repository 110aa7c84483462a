package dev.harness.images.layer;

import java.util.Arrays;

/** Where in a sparse file the bytes are that its archive holds; between them it reads as zeros. */
final class SparseMap {
  /** A disk of 64 GiB of which every other block of 32 KiB is used. */
  private static final int MAX_EXTENTS = 1 << 20;

  private final long sizeBytes;

  /** The beginning and the end of each extent, in ascending order. */
  private final long[] bounds;

  private SparseMap(long sizeBytes, long[] bounds) {
    this.sizeBytes = sizeBytes;
    this.bounds = bounds;
  }

  /** The length of the file with its holes. */
  long sizeBytes() {
    return sizeBytes;
  }

  /** How many extents there are. */
  int extents() {
    return bounds.length / 2;
  }

  long start(int extent) {
    return bounds[2 * extent];
  }

  long end(int extent) {
    return bounds[2 * extent + 1];
  }

  static LayerException.Malformed malformed() {
    return new LayerException.Malformed("the archive holds a damaged map of a sparse file");
  }

  /** Collects the extents of a file in the order of its archive. */
  static final class Builder {
    private long[] bounds = new long[8];
    private int count;
    private long dataBytes;

    /**
     * Adds an extent behind those before it.
     *
     * @throws LayerException.Malformed when it is not behind them
     */
    void add(long offset, long length) {
      long before = count == 0 ? 0 : bounds[count - 1];
      if (offset < before || length < 0 || offset > Long.MAX_VALUE - length) {
        throw malformed();
      }
      if (count == 2 * MAX_EXTENTS) {
        throw new LayerException.TooLarge(
            "a sparse file has more than %d parts".formatted(MAX_EXTENTS));
      }
      if (count == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * count);
      }
      bounds[count++] = offset;
      bounds[count++] = offset + length;
      dataBytes += length;
    }

    /**
     * The map of a file.
     *
     * @param storedBytes what the archive holds of the file
     * @throws LayerException.Malformed when that is not what the extents come to
     */
    SparseMap build(long sizeBytes, long storedBytes) {
      long end = count == 0 ? 0 : bounds[count - 1];
      if (end > sizeBytes || dataBytes != storedBytes) {
        throw malformed();
      }
      return new SparseMap(sizeBytes, Arrays.copyOf(bounds, count));
    }
  }
}
