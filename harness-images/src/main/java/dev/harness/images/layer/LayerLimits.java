package dev.harness.images.layer;

/**
 * How large a layer may be; what is larger is refused before it fills the disk or the memory.
 *
 * @param maxBytes the bytes of the unpacked archive
 * @param maxEntries the entries of the archive; each costs some hundred bytes of memory while the
 *     layer is unpacked
 */
public record LayerLimits(long maxBytes, int maxEntries) {
  private static final long DEFAULT_MAX_BYTES = 64L << 30;
  private static final int DEFAULT_MAX_ENTRIES = 500_000;

  /** Checks that both are positive. */
  public LayerLimits {
    if (maxBytes <= 0 || maxEntries <= 0) {
      throw new IllegalArgumentException("limits are positive: " + maxBytes + ", " + maxEntries);
    }
  }

  /** 64 GiB in 500,000 entries: several times the largest layers in use. */
  public static LayerLimits defaults() {
    return new LayerLimits(DEFAULT_MAX_BYTES, DEFAULT_MAX_ENTRIES);
  }
}
