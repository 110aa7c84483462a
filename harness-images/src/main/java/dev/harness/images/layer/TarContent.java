package dev.harness.images.layer;

import java.io.InputStream;

/** The content of one entry of a tar archive, which ends where the entry does. */
final class TarContent extends InputStream {
  private final TarReader reader;
  private final long sizeBytes;
  private final byte[] single = new byte[1];
  private long remaining;
  private boolean over;

  TarContent(TarReader reader, long sizeBytes) {
    this.reader = reader;
    this.sizeBytes = sizeBytes;
    this.remaining = sizeBytes;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  long remaining() {
    return remaining;
  }

  void end() {
    over = true;
  }

  void requireCurrent() {
    if (over) {
      throw new IllegalStateException("the reader has gone to another entry");
    }
  }

  @Override
  public int read() {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    requireCurrent();
    if (remaining == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    int read = reader.read(buffer, offset, (int) Math.min(length, remaining));
    if (read < 0) {
      throw TarReader.truncated();
    }
    remaining -= read;
    return read;
  }

  @Override
  public int available() {
    return (int) Math.min(remaining, Integer.MAX_VALUE);
  }
}
