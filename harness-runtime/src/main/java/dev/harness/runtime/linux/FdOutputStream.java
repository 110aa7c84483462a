package dev.harness.runtime.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Writes to a descriptor, which it owns; nothing is buffered. */
public final class FdOutputStream extends OutputStream {
  private static final int BUFFER = 64 * 1024;

  private final Fd fd;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  /** Takes ownership of {@code fd}. */
  public FdOutputStream(Fd fd) {
    this.fd = fd;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int done = 0;
    while (done < length) {
      int count = Math.min(BUFFER, length - done);
      buffer.clear().put(bytes, offset + done, count).flip();
      try {
        Io.write(fd, buffer);
      } catch (SystemException | IllegalStateException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      done += count;
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
