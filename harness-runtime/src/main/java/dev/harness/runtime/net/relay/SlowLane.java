package dev.harness.runtime.net.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.socket.Poller;
import dev.harness.runtime.linux.socket.Sockets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a connection whose port has faults: what is read waits here until it may go on.
 * But for {@link #stop} and what {@link Faults} calls, for one thread.
 */
final class SlowLane implements AutoCloseable {
  private static final int CHUNK_BYTES = Pump.BUFFER_BYTES;

  /** As much as a connection with latency may have on the way. */
  private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

  /** Of a limited bandwidth each piece takes this part of a second. */
  private static final int PIECES_PER_SECOND = 20;

  private static final int SMALLEST_PIECE = 64;

  private static final int READABLE = 1;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Fd from;
  private final Fd to;
  private final Faults faults;
  private final Runnable wake = this::wakeUp;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK_BYTES);
  private final Deque<Chunk> waiting = new ArrayDeque<>();

  private final Poller poller = Poller.open();

  @GuardedBy("this")
  private boolean closed;

  private volatile boolean stopped;
  private volatile boolean writing;
  private boolean ended;
  private boolean reading;
  private int waitingBytes;
  private long freeAt = System.nanoTime();

  private record Chunk(ByteBuffer bytes, long due) {}

  /** Borrows the sockets. */
  SlowLane(Fd from, Fd to, Faults faults) {
    this.from = from;
    this.to = to;
    this.faults = faults;
    faults.watch(wake);
  }

  /**
   * Takes in what was read before.
   *
   * @param read remains untouched; at most as long as the buffer of a {@link Pump}
   */
  void add(ByteBuffer read) {
    long due = System.nanoTime() + faults.setting().latency().toNanos();
    ByteBuffer left = read.duplicate();
    while (left.hasRemaining()) {
      int size = Math.min(left.remaining(), pieceBytes());
      ByteBuffer bytes = ByteBuffer.allocate(size).put(left.slice(left.position(), size)).flip();
      left.position(left.position() + size);
      waiting.add(new Chunk(bytes, due));
      waitingBytes += size;
    }
  }

  /**
   * Carries bytes as slowly as it is set.
   *
   * @return true at the end of the stream or when stopped; false when nothing is wrong any more and
   *     all has gone on
   */
  boolean run() {
    while (!stopped) {
      Faults.Setting setting = faults.setting();
      long pause = setting.cut() ? Long.MAX_VALUE : writeDue(setting);
      if (waiting.isEmpty() && ended) {
        return true;
      }
      if (waiting.isEmpty() && setting.isNone()) {
        return false;
      }
      read(!setting.cut() && !ended && waitingBytes < MAXIMUM_BYTES);
      if (!poller.await(duration(pause)).isEmpty()) {
        take();
      }
    }
    return true;
  }

  /** Lets {@link #run} end; any thread may. */
  void stop() {
    stopped = true;
    if (writing) {
      Sockets.shutdown(to, Sockets.Half.WRITE);
    }
    wakeUp();
  }

  @Override
  public void close() {
    faults.unwatch(wake);
    synchronized (this) {
      closed = true;
      poller.close();
    }
  }

  private synchronized void wakeUp() {
    if (!closed) {
      poller.wakeUp();
    }
  }

  /** Writes what may go now; returns the nanoseconds until more may. */
  private long writeDue(Faults.Setting setting) {
    while (!waiting.isEmpty()) {
      Chunk next = waiting.element();
      long last = Math.max(next.due(), freeAt) + nanosFor(next.bytes().limit(), setting);
      long pause = last - System.nanoTime();
      if (pause > 0) {
        return pause;
      }
      freeAt = last;
      waiting.remove();
      waitingBytes -= next.bytes().limit();
      // Announced first: stop sees that, or this sees the stop.
      writing = true;
      if (stopped) {
        return 0;
      }
      Io.write(to, buffer.clear().put(next.bytes()).flip());
      writing = false;
    }
    return Long.MAX_VALUE;
  }

  private void read(boolean wanted) {
    if (wanted && !reading) {
      poller.add(from, READABLE);
    } else if (!wanted && reading) {
      poller.remove(from);
    }
    reading = wanted;
  }

  private void take() {
    int count = Io.read(from, buffer.clear());
    ended = count == 0;
    add(buffer.flip());
  }

  private static long nanosFor(int bytes, Faults.Setting setting) {
    return setting.bytesPerSecond() == 0
        ? 0
        : TimeUnit.SECONDS.toNanos(1) * bytes / setting.bytesPerSecond();
  }

  private int pieceBytes() {
    long limit = faults.setting().bytesPerSecond();
    return limit == 0
        ? CHUNK_BYTES
        : (int) Math.max(SMALLEST_PIECE, Math.min(CHUNK_BYTES, limit / PIECES_PER_SECOND));
  }

  private static Duration duration(long nanos) {
    return nanos > LONG.toNanos() ? LONG : Duration.ofMillis(nanos / 1_000_000 + 1);
  }
}
