package dev.harness.images.layer;

/**
 * How large a layer may be; what is larger is refused before it fills the disk or the memory (H16).
 *
 * @param maxBytes the bytes of the unpacked archive
 * @param maxHoleBytes the bytes of sparse files that the archive only declares; they take no room
 *     on the disk but time to read
 * @param maxEntries the entries of the archive; each costs some hundred bytes of memory while the
 *     layer is unpacked
 * @param minFreeBytes what a layer leaves free on the disk, at least about
 */
public record LayerLimits(long maxBytes, long maxHoleBytes, int maxEntries, long minFreeBytes) {
  private static final long DEFAULT_MAX_BYTES = 64L << 30;
  private static final int DEFAULT_MAX_ENTRIES = 500_000;
  private static final long DEFAULT_MIN_FREE_BYTES = 128 << 20;

  /** Checks that all make sense. */
  public LayerLimits {
    if (maxBytes <= 0 || maxHoleBytes <= 0 || maxEntries <= 0 || minFreeBytes < 0) {
      throw new IllegalArgumentException(
          "limits are positive: %d, %d, %d, %d"
              .formatted(maxBytes, maxHoleBytes, maxEntries, minFreeBytes));
    }
  }

  /** These limits, the first one for bytes and for holes, and the default for the free space. */
  public LayerLimits(long maxBytes, int maxEntries) {
    this(maxBytes, maxBytes, maxEntries, DEFAULT_MIN_FREE_BYTES);
  }

  /**
   * 64 GiB in 500,000 entries, several times the largest layers in use, as much in holes, and 128
   * MiB left free.
   */
  public static LayerLimits defaults() {
    return new LayerLimits(DEFAULT_MAX_BYTES, DEFAULT_MAX_ENTRIES);
  }
}
