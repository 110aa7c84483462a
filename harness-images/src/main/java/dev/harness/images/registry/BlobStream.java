package dev.harness.images.registry;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a blob, over as many connections as it takes: where one breaks, the next goes on
 * (P25). Failures come out as {@link RegistryException}.
 */
final class BlobStream extends InputStream {
  private static final long PROGRESS_BYTES = 1 << 20;

  private final BlobFetch fetch;
  private final byte[] single = new byte[1];
  private BlobFetch.@Nullable Part part;
  private @Nullable InputStream body;
  private long position;
  private long lastFailure;
  private int failures;
  private boolean closed;

  BlobStream(BlobFetch fetch) {
    this.fetch = fetch;
  }

  /** Opens the first connection, so that a missing blob is known early. */
  BlobStream opened() {
    fetch.retry().run(this::open);
    return this;
  }

  private InputStream open() {
    disconnect();
    BlobFetch.Part opened = fetch.open(position);
    part = opened;
    InputStream stream = opened.response().body().byteStream();
    try {
      stream.skipNBytes(position - opened.start());
    } catch (IOException e) {
      throw fetch.broken(e);
    }
    body = stream;
    return stream;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the blob is closed");
    }
    while (true) {
      try {
        InputStream from = body == null ? open() : body;
        int read = readOnce(from, buffer, offset, length);
        if (read >= 0 || position >= fetch.sizeBytes() || failures >= Retry.ATTEMPTS) {
          return read;
        }
        failed(fetch.broken(new IOException("the connection ended too early")));
      } catch (RegistryException e) {
        failed(e);
      }
    }
  }

  private int readOnce(InputStream from, byte[] buffer, int offset, int length) {
    try {
      int read = from.read(buffer, offset, length);
      position += Math.max(0, read);
      return read;
    } catch (IOException e) {
      throw fetch.broken(e);
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
    fetch.retry().pause(failures, failure);
  }

  private void disconnect() {
    BlobFetch.Part open = part;
    part = null;
    body = null;
    if (open != null) {
      open.response().close();
    }
  }

  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
