package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.linux.socket.Splice;
import java.nio.ByteBuffer;

/**
 * One direction of a forwarded connection.
 *
 * <p>It copies through a buffer of its thread, which has the lowest latency; when much comes at
 * once, through a pipe in the kernel, which has the highest throughput (N14).
 */
final class Pump {
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int BULK_BYTES = 256 * 1024;
  private static final ThreadLocal<ByteBuffer> BUFFERS =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_BYTES));

  private final Fd from;
  private final Fd to;
  private volatile boolean stopped;
  private volatile boolean writing;

  /** Borrows both sockets. */
  Pump(Fd from, Fd to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Copies until the end, then tells the other side that nothing more comes; or until stopped.
   *
   * @throws dev.harness.runtime.linux.SystemException when either side is gone
   */
  void run() {
    if (!copyBuffered()) {
      copySpliced();
    }
    if (!stopped) {
      Sockets.shutdown(to, Sockets.Half.WRITE);
    }
  }

  /** Wakes the thread that runs this and lets it end; the sockets must be open. */
  void stop() {
    stopped = true;
    // Reading can be ended without a word to the other side, writing only with an end of stream.
    Sockets.shutdown(from, Sockets.Half.READ);
    if (writing) {
      Sockets.shutdown(to, Sockets.Half.WRITE);
    }
  }

  /** Returns whether the end was reached, or else much is coming. */
  private boolean copyBuffered() {
    ByteBuffer buffer = BUFFERS.get();
    long total = 0;
    while (total < BULK_BYTES || buffer.limit() < buffer.capacity()) {
      int count = Io.read(from, buffer.clear());
      buffer.flip();
      if (count == 0 || !mayWrite()) {
        return true;
      }
      Io.write(to, buffer);
      writing = false;
      total += count;
    }
    return false;
  }

  private void copySpliced() {
    try (Splice pipe = new Splice()) {
      int count = pipe.take(from);
      while (count > 0 && mayWrite()) {
        pipe.give(to, count);
        writing = false;
        count = pipe.take(from);
      }
    }
  }

  /** Announces a write; {@link #stop} sees that, or this sees the stop. */
  private boolean mayWrite() {
    writing = true;
    return !stopped;
  }
}
