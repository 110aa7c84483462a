package dev.harness.images.layer;

import java.time.Instant;

/** Times of archives, which may lie outside of what Java can express. */
final class TarTime {
  private TarTime() {}

  /** The instant, or the nearest there is (L10, H21). */
  static Instant instant(long epochSeconds, long nanos) {
    long clamped =
        Math.max(
            Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), epochSeconds));
    return Instant.ofEpochSecond(clamped, nanos);
  }
}
