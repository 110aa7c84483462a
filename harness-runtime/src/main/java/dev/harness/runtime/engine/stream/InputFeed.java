package dev.harness.runtime.engine.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries input to one run of a container, on a thread of its own: so that who brings it can be let
 * go while the container reads nothing.
 */
final class InputFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InputFeed.class);
  private static final int ROOM = 64 * 1024;

  private final OutputStream target;
  private final Thread thread;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private int waitingBytes;

  /** No more comes; what waits is still carried. */
  @GuardedBy("lock")
  private boolean finished;

  /** Nobody reads any more; what comes is dropped. */
  @GuardedBy("lock")
  private boolean over;

  /** Starts to carry to {@code target}, which it owns; {@code name} names the thread. */
  InputFeed(OutputStream target, String name) {
    this.target = target;
    this.thread = new Thread(this::run, name + "-stdin");
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a piece, owned from now on; waits while too much is under way. */
  void write(byte[] bytes) throws InterruptedException {
    synchronized (lock) {
      while (waitingBytes > ROOM && !over) {
        lock.wait();
      }
      if (!over && !finished) {
        waiting.add(bytes);
        waitingBytes += bytes.length;
        lock.notifyAll();
      }
    }
  }

  /** Ends the input behind what was written. */
  void finish() {
    synchronized (lock) {
      finished = true;
      lock.notifyAll();
    }
  }

  private void run() {
    try (target) {
      for (byte[] next = next(); next.length > 0; next = next()) {
        target.write(next);
      }
    } catch (IOException gone) {
      LOG.debug("{}: nobody reads: {}", thread.getName(), gone.getMessage());
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  /** The next piece; an empty one at the end. */
  private byte[] next() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty() && !finished && !over) {
        lock.wait();
      }
      if (waiting.isEmpty() || over) {
        return new byte[0];
      }
      byte[] next = waiting.remove();
      waitingBytes -= next.length;
      lock.notifyAll();
      return next;
    }
  }

  private void end() {
    synchronized (lock) {
      over = true;
      waiting.clear();
      lock.notifyAll();
    }
  }

  /** Ends the thread, when the process has ended: a write that waits for it fails then. */
  @Override
  public void close() {
    end();
    try {
      thread.join();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }
}
