package dev.harness.images.registry.client;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.transport.Retry;
import dev.harness.images.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a blob, over as many connections as it takes: where one breaks, the next goes on
 * (P25). Failures come out as {@link RegistryException}.
 */
final class BlobStream extends BlockInputStream {
  private static final long PROGRESS_BYTES = 1 << 20;

  private final BlobFetch fetch;
  private final Retry retry;
  private @Nullable Connected connected;
  private long position;
  private long lastFailure;
  private int failures;
  private boolean closed;

  /** A part that is being read. */
  private record Connected(BlobFetch.Part part, InputStream body, Pace pace) {}

  /** Reads from {@code position} on. */
  BlobStream(BlobFetch fetch, Retry retry, long position) {
    this.fetch = fetch;
    this.retry = retry;
    this.position = position;
    this.lastFailure = position;
  }

  /** Opens the first connection, so that a missing blob is known early. */
  BlobStream opened() {
    retry.run(this::open);
    return this;
  }

  private Connected open() {
    disconnect();
    BlobFetch.Part part = fetch.open(position);
    Connected opened = new Connected(part, part.response().body().byteStream(), new Pace());
    connected = opened;
    try {
      opened.body().skipNBytes(position - part.start());
    } catch (IOException e) {
      throw fetch.broken(part.repository(), e);
    }
    return opened;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the blob is closed");
    }
    if (connected == null && position > 0 && position == fetch.sizeBytes()) {
      return -1;
    }
    while (true) {
      try {
        Connected from = connected == null ? open() : connected;
        int read = readOnce(from, buffer, offset, length);
        if (read >= 0 || position >= fetch.sizeBytes() || failures >= Retry.ATTEMPTS) {
          return read;
        }
        failed(
            fetch.broken(
                from.part().repository(), new IOException("the connection ended too early")));
      } catch (RegistryException e) {
        failed(e);
      }
    }
  }

  private int readOnce(Connected from, byte[] buffer, int offset, int length) {
    try {
      int read = from.pace().read(from.body(), buffer, offset, length);
      position += Math.max(0, read);
      return read;
    } catch (IOException e) {
      throw fetch.broken(from.part().repository(), e);
    }
  }

  /** Counts a failure; what came since the last one speaks for going on. */
  private void failed(RegistryException failure) {
    disconnect();
    failures = position - lastFailure >= PROGRESS_BYTES ? 1 : failures + 1;
    lastFailure = position;
    if (!failure.isTemporary() || failures >= Retry.ATTEMPTS) {
      throw failure;
    }
    retry.pause(failures, failure);
  }

  private void disconnect() {
    Connected open = connected;
    connected = null;
    if (open != null) {
      open.part().response().close();
    }
  }

  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
