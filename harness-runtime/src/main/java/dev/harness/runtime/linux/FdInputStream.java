package dev.harness.runtime.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Reads from a descriptor, which it owns. */
public final class FdInputStream extends InputStream {
  private static final int BUFFER = 64 * 1024;

  private final Fd fd;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();

  /** Takes ownership of {@code fd}. */
  public FdInputStream(Fd fd) {
    this.fd = fd;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(buffer.get()) : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    try {
      Io.read(fd, buffer);
    } catch (SystemException | IllegalStateException failure) {
      throw new IOException(failure.getMessage(), failure);
    } finally {
      buffer.flip();
    }
    return buffer.hasRemaining();
  }

  @Override
  public void close() {
    fd.close();
  }
}
