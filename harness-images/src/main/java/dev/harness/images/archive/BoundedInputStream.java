package dev.harness.images.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of a longer stream: ends after a number of bytes. */
final class BoundedInputStream extends FilterInputStream {
  private long left;

  BoundedInputStream(InputStream source, long count) {
    super(source);
    this.left = count;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    int value = in.read();
    left -= value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(left, length));
    left -= Math.max(0, count);
    return count;
  }
}
