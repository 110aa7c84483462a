package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.linux.socket.Splice;
import dev.harness.runtime.linux.socket.Streams;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a forwarded connection.
 *
 * <p>It takes turns with others, without ever blocking, and copies through a buffer of their thread,
 * which has the lowest latency (N16). What comes in bulk goes through a pipe in the kernel, which has
 * the highest throughput (N14); when its port has faults, through a {@link SlowLane}: both on a thread
 * of its own.
 */
final class Pump {
  /** The most that is carried at once, but for bulk. */
  static final int BUFFER_BYTES = 32 * 1024;

  private static final int FULL_BUFFERS_A_TURN = 4;
  private static final int PATIENCE = 4;
  private static final long MOMENT_NANOS = 250_000;
  private static final ThreadLocal<ByteBuffer> BUFFERS =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_BYTES));

  private final Fd from;
  private final Fd to;
  private final Faults faults;
  private final Pace pace = new Pace(System::nanoTime);
  private volatile @Nullable SlowLane slow;
  private volatile boolean stopped;
  private volatile boolean writing;

  /** What the shared thread has read and not written; handed from thread to thread. */
  private ByteBuffer left = ByteBuffer.allocate(0);

  /** How it goes on. */
  enum Next {
    /** Not at all. */
    ENDED,
    /** On a thread of its own. */
    BUSY,
    /** When there is something to read. */
    QUIET
  }

  /** Borrows both sockets. */
  Pump(Fd from, Fd to, Faults faults) {
    this.from = from;
    this.to = to;
    this.faults = faults;
  }

  /** Where it reads from; still borrowed. */
  Fd from() {
    return from;
  }

  /**
   * Copies until little comes, or to the end, of which it tells the other side; or until stopped.
   *
   * @return ended, or quiet
   * @throws dev.harness.runtime.linux.SystemException when either side is gone
   */
  Next run() {
    Next next = writeLeft() ? Next.ENDED : Next.BUSY;
    while (next == Next.BUSY) {
      next = pace.isBulk() ? copySpliced() : copyBuffered();
    }
    if (next == Next.ENDED) {
      end();
    }
    return next;
  }

  /**
   * Copies what has come, without blocking; as {@link #run} at the end.
   *
   * @return busy when it cannot go on without blocking others
   * @throws dev.harness.runtime.linux.SystemException when either side is gone
   */
  Next turn() {
    ByteBuffer buffer = BUFFERS.get();
    for (int i = 0; i < FULL_BUFFERS_A_TURN && faults.setting().isNone(); i++) {
      OptionalInt count = Streams.receive(from, buffer.clear());
      if (count.isEmpty()) {
        return Next.QUIET;
      }
      if (count.getAsInt() == 0 || stopped) {
        end();
        return Next.ENDED;
      }
      Streams.send(to, buffer.flip());
      if (buffer.hasRemaining()) {
        left = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        return Next.BUSY;
      }
      if (pace.add(count.getAsInt())) {
        return Next.BUSY;
      }
      if (buffer.limit() < buffer.capacity()) {
        return Next.QUIET;
      }
    }
    return Next.BUSY;
  }

  /** Lets nothing go on any more, not even the end, as soon as the thread notices. */
  void forbid() {
    stopped = true;
  }

  /** Wakes the thread that runs this and lets it end; the sockets must be open. */
  void stop() {
    stopped = true;
    SlowLane lane = slow;
    if (lane != null) {
      lane.stop();
    }
    // Reading can be ended without a word to the other side, writing only with an end of stream.
    Sockets.shutdown(from, Sockets.Half.READ);
    if (isStuck()) {
      Sockets.shutdown(to, Sockets.Half.WRITE);
    }
  }

  /**
   * Whether the thread waits for a receiver that does not read. One that has just written says so a
   * moment after the receiver has heard it, who would take an end of stream for the answer.
   */
  private boolean isStuck() {
    for (int i = 0; i < PATIENCE && writing; i++) {
      LockSupport.parkNanos(MOMENT_NANOS);
    }
    return writing;
  }

  private void end() {
    if (!stopped) {
      Sockets.shutdown(to, Sockets.Half.WRITE);
    }
  }

  /** Returns whether it was stopped. */
  private boolean writeLeft() {
    if (!left.hasRemaining()) {
      return false;
    }
    if (!mayWrite()) {
      return true;
    }
    Io.write(to, BUFFERS.get().clear().put(left).flip());
    writing = false;
    return false;
  }

  /** Returns whether it ended, or has become bulk or quiet. */
  private Next copyBuffered() {
    ByteBuffer buffer = BUFFERS.get();
    while (true) {
      int count = Io.read(from, buffer.clear());
      buffer.flip();
      if (count == 0 || !mayWrite()) {
        return Next.ENDED;
      }
      if (!faults.setting().isNone()) {
        if (copySlowly(lane -> lane.add(buffer))) {
          return Next.ENDED;
        }
        continue;
      }
      Io.write(to, buffer);
      writing = false;
      if (pace.add(count)) {
        return Next.BUSY;
      }
      if (buffer.limit() < buffer.capacity()) {
        return Next.QUIET;
      }
    }
  }

  /** Returns whether it ended, or else is no bulk any more or has got faults. */
  private Next copySpliced() {
    try (Splice pipe = new Splice()) {
      while (pace.isBulk()) {
        int count = pipe.take(from);
        if (count == 0 || !mayWrite()) {
          return Next.ENDED;
        }
        if (!faults.setting().isNone()) {
          return copySlowly(lane -> empty(pipe, count, lane)) ? Next.ENDED : Next.BUSY;
        }
        pipe.give(to, count);
        writing = false;
        pace.add(count);
      }
      return Next.BUSY;
    }
  }

  private static void empty(Splice pipe, int count, SlowLane lane) {
    ByteBuffer buffer = BUFFERS.get();
    int left = count;
    while (left > 0) {
      left -= pipe.read(buffer.clear().limit(Math.min(left, buffer.capacity())));
      lane.add(buffer.flip());
    }
  }

  /** Returns whether the end was reached, or else nothing is wrong any more. */
  private boolean copySlowly(Consumer<SlowLane> first) {
    try (SlowLane lane = new SlowLane(from, to, faults)) {
      slow = lane;
      first.accept(lane);
      if (stopped) {
        return true;
      }
      writing = false;
      return lane.run();
    } finally {
      slow = null;
    }
  }

  /** Announces a write; {@link #stop} sees that, or this sees the stop. */
  private boolean mayWrite() {
    writing = true;
    boolean may = !stopped;
    writing = may;
    return may;
  }
}
