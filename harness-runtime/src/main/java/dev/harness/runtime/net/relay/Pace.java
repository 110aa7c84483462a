package dev.harness.runtime.net.relay;

import java.util.function.LongSupplier;

/** Tells whether what comes is bulk, by how much came of late. */
final class Pace {
  private static final int PIECES = 32;
  private static final int ENOUGH_BYTES = 256 * 1024;
  private static final int BULK_BYTES = 128 * 1024;

  /** 32 MB a second. */
  private static final long SLOWEST_NANOS_PER_BYTE = 30;

  private final LongSupplier nanos;
  private long since;
  private long bytes;
  private int pieces;
  private boolean bulk;

  /** Begins with little. */
  Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** Counts a piece; returns {@link #isBulk}. */
  boolean add(int count) {
    bytes += count;
    pieces++;
    if (bytes >= ENOUGH_BYTES || pieces == PIECES) {
      long now = nanos.getAsLong();
      bulk = bytes >= BULK_BYTES && now - since < bytes * SLOWEST_NANOS_PER_BYTE;
      since = now;
      bytes = 0;
      pieces = 0;
    }
    return bulk;
  }

  /** Whether it was bulk when that was last looked at. */
  boolean isBulk() {
    return bulk;
  }
}
