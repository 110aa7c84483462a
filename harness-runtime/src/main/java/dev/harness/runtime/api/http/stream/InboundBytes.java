package dev.harness.runtime.api.http.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that the event loop receives and a worker reads: the body of a request, or the input of a
 * hijacked connection.
 *
 * <p>Holds little more than {@link #ROOM_BYTES}: beyond that {@link #hasRoom} says no, the event
 * loop stops reading from the socket and the sender waits.
 */
public final class InboundBytes extends InputStream {
  private static final int ROOM_BYTES = 256 << 10;

  private final Runnable madeRoom;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Deque<ByteBuf> chunks = new ArrayDeque<>();

  @GuardedBy("lock")
  private long heldBytes;

  @GuardedBy("lock")
  private boolean ended;

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private @Nullable String failure;

  /** Calls {@code madeRoom}, on the reader's thread, when bytes may be received again. */
  public InboundBytes(Runnable madeRoom) {
    this.madeRoom = madeRoom;
  }

  /** Takes ownership of received bytes. */
  public void add(ByteBuf chunk) {
    synchronized (lock) {
      if (closed || !chunk.isReadable()) {
        chunk.release();
        return;
      }
      chunks.add(chunk);
      heldBytes += chunk.readableBytes();
      lock.notifyAll();
    }
  }

  /** Says that no more bytes come. */
  public void end() {
    synchronized (lock) {
      ended = true;
      lock.notifyAll();
    }
  }

  /** Says that no more bytes come although some are missing. */
  public void fail(String reason) {
    synchronized (lock) {
      if (!ended && failure == null) {
        failure = reason;
      }
      lock.notifyAll();
    }
  }

  /** Whether no more bytes will be received. */
  public boolean hasEnded() {
    synchronized (lock) {
      return ended || failure != null;
    }
  }

  /** Whether more bytes should be received now. */
  public boolean hasRoom() {
    synchronized (lock) {
      return heldBytes < ROOM_BYTES || closed;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    boolean wasFull;
    int count;
    synchronized (lock) {
      if (!awaitChunk()) {
        return -1;
      }
      wasFull = !hasRoom();
      count = take(target, offset, length);
    }
    if (wasFull && hasRoom()) {
      madeRoom.run();
    }
    return count;
  }

  @GuardedBy("lock")
  private boolean awaitChunk() throws IOException {
    while (chunks.isEmpty()) {
      if (failure != null) {
        throw new BrokenBodyException(failure);
      }
      if (ended || closed) {
        return false;
      }
      try {
        lock.wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the client's bytes");
      }
    }
    return true;
  }

  @GuardedBy("lock")
  private int take(byte[] target, int offset, int length) {
    ByteBuf chunk = chunks.element();
    int count = Math.min(length, chunk.readableBytes());
    chunk.readBytes(target, offset, count);
    if (!chunk.isReadable()) {
      chunks.remove().release();
    }
    heldBytes -= count;
    return count;
  }

  /** Reads to the end and forgets what was read; blocks. */
  public void skipRest() throws IOException {
    byte[] dropped = new byte[4096];
    while (!hasEnded() || available() > 0) {
      if (read(dropped, 0, dropped.length) < 0) {
        return;
      }
    }
  }

  @Override
  public int available() {
    synchronized (lock) {
      return (int) Math.min(heldBytes, Integer.MAX_VALUE);
    }
  }

  /** Drops what was received and what will be; wakes a reader. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      heldBytes = 0;
      chunks.forEach(ByteBuf::release);
      chunks.clear();
      lock.notifyAll();
    }
    madeRoom.run();
  }
}
