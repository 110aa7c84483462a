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

  /** Whether EIO means the end, as it does of a terminal that nobody has open any more. */
  private final boolean endsWithHangup;

  /** Takes ownership of {@code fd}. */
  public FdInputStream(Fd fd) {
    this(fd, false);
  }

  private FdInputStream(Fd fd, boolean endsWithHangup) {
    this.fd = fd;
    this.endsWithHangup = endsWithHangup;
  }

  /** Reads from the master of a terminal until its last process has gone; takes ownership. */
  public static FdInputStream untilHangup(Fd fd) {
    return new FdInputStream(fd, true);
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
    } catch (SystemException failure) {
      if (!endsWithHangup || failure.errno() != Errno.EIO) {
        throw new IOException(failure.getMessage(), failure);
      }
    } catch (IllegalStateException failure) {
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
