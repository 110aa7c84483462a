package dev.harness.images.stream;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that is written for blocks: a single byte is a block of one. What is skipped is read, so
 * nothing gets past who looks at the bytes.
 */
public abstract class BlockInputStream extends InputStream {
  private final byte[] single = new byte[1];

  /** For those that read something else. */
  protected BlockInputStream() {}

  @Override
  public final int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;
}
