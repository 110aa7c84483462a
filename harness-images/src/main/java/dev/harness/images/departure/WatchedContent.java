package dev.harness.images.departure;

import dev.harness.images.registry.client.BlobContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a blob on their way from where an image came; remembers whether it was there that
 * they could not be had, because a failed push does not tell.
 */
final class WatchedContent implements BlobContent {
  private final BlobContent origin;
  private volatile boolean failed;

  WatchedContent(BlobContent origin) {
    this.origin = origin;
  }

  /** Whether they could not be opened, or not be read to their end. */
  boolean hasFailed() {
    return failed;
  }

  /** Reads from the origin. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  @Override
  public InputStream open() throws IOException {
    return new FilterInputStream(watched(origin::open)) {
      @Override
      public int read() throws IOException {
        return watched(in::read);
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return watched(() -> in.read(buffer, offset, length));
      }
    };
  }

  private <T> T watched(Reading<T> reading) throws IOException {
    boolean done = false;
    try {
      T read = reading.read();
      done = true;
      return read;
    } finally {
      failed |= !done;
    }
  }
}
