package dev.harness.images.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells a connection that only drips from one that is slow (H56). */
final class Pace {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final long LEAST_BYTES = 4 << 10;

  private final LongSupplier nanoTime;
  private long waitedNanos;
  private long bytes;

  Pace() {
    this(System::nanoTime);
  }

  /** Takes the time from {@code nanoTime}. */
  Pace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Reads, and counts what came in which time. Only waiting for the connection counts: its reader
   * may have had to wait for others.
   *
   * @throws IOException also when less than 4 KiB came in a minute of waiting
   */
  int read(InputStream body, byte[] buffer, int offset, int length) throws IOException {
    if (waitedNanos >= WINDOW.toNanos()) {
      if (bytes < LEAST_BYTES) {
        throw new IOException("only %d bytes came in a minute".formatted(bytes));
      }
      waitedNanos = 0;
      bytes = 0;
    }
    long begin = nanoTime.getAsLong();
    int read = body.read(buffer, offset, length);
    waitedNanos += nanoTime.getAsLong() - begin;
    bytes += Math.max(0, read);
    return read;
  }
}
