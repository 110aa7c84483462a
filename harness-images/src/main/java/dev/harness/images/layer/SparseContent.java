package dev.harness.images.layer;

import java.io.InputStream;
import java.util.Arrays;

/** The content of a sparse file, with zeros where its archive holds nothing. */
final class SparseContent extends InputStream {
  private final TarContent stored;
  private final SparseMap map;
  private final byte[] single = new byte[1];
  private long position;
  private int extent;

  /** Takes the bytes of all extents from {@code stored}, one after the other. */
  SparseContent(TarContent stored, SparseMap map) {
    this.stored = stored;
    this.map = map;
  }

  @Override
  public int read() {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    stored.requireCurrent();
    while (extent < map.extents() && position == map.end(extent)) {
      extent++;
    }
    if (position == map.sizeBytes() || length == 0) {
      return length == 0 ? 0 : -1;
    }
    int read;
    if (extent < map.extents() && position >= map.start(extent)) {
      read = stored.read(buffer, offset, atMost(length, map.end(extent)));
    } else {
      read = atMost(length, extent < map.extents() ? map.start(extent) : map.sizeBytes());
      Arrays.fill(buffer, offset, offset + read, (byte) 0);
    }
    position += read;
    return read;
  }

  private int atMost(int length, long end) {
    return (int) Math.min(length, end - position);
  }

  @Override
  public int available() {
    return (int) Math.min(map.sizeBytes() - position, Integer.MAX_VALUE);
  }
}
