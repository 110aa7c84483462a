package dev.harness.runtime.linux;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A counter of the kernel's, {@code eventfd(2)}, at which a thread waits. Another thread may close
 * it, and that returns when nobody waits any more.
 */
public final class EventCounter implements AutoCloseable {
  private static final long CLOSE_ON_EXEC = 0x80000;

  private final Fd counter;

  /** Shared by those who use the descriptor, exclusive for closing it. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private volatile boolean closing;

  private EventCounter(Fd counter) {
    this.counter = counter;
  }

  /** Makes one that stands at 0. */
  public static EventCounter open() {
    long fd = Kernel.attempt(SystemCall.EVENTFD2, 0, CLOSE_ON_EXEC);
    return new EventCounter(Fd.owning((int) Calls.require(fd, "eventfd2")));
  }

  /** The number of the descriptor, valid until this is closed. */
  public int number() {
    return counter.number();
  }

  /**
   * Blocks until somebody counts up.
   *
   * @return false when this is closed
   */
  public boolean await() {
    use.readLock().lock();
    try {
      if (!closing) {
        int unused = Io.read(counter, ByteBuffer.allocateDirect(Long.BYTES));
      }
      return !closing;
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public void close() {
    closing = true;
    use.readLock().lock();
    try {
      if (counter.isOpen()) {
        Io.write(counter, ByteBuffer.allocateDirect(Long.BYTES).put(0, (byte) 1));
      }
    } finally {
      use.readLock().unlock();
    }
    use.writeLock().lock();
    try {
      counter.close();
    } finally {
      use.writeLock().unlock();
    }
  }
}
