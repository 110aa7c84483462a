package dev.harness.images.reference;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Tells how many bytes have come: after every half MiB, ten times a second at most. */
public final class CountedInputStream extends FilterInputStream {
  private static final long STEP_BYTES = 512 << 10;

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LongConsumer listener;
  private long count;
  private long told;
  private long toldNanos = System.nanoTime() - STEP_NANOS;

  /** Tells {@code listener}, on the thread that reads. */
  public CountedInputStream(InputStream source, LongConsumer listener) {
    super(source);
    this.listener = listener;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int more) {
    count += more;
    if (count - told < STEP_BYTES) {
      return;
    }
    long now = System.nanoTime();
    if (now - toldNanos >= STEP_NANOS) {
      told = count;
      toldNanos = now;
      listener.accept(count);
    }
  }
}
