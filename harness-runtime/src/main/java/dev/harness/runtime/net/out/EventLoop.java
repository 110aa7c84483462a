package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Poller;
import dev.harness.runtime.net.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that waits for all packets and sockets of the ways out; what it calls must not
 * block. But for {@link #start} and {@link #close}, everything happens on that thread.
 */
final class EventLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  private final Poller poller = Poller.open();
  private final Map<Integer, Runnable> handlers = new HashMap<>();
  private final List<Runnable> everySecond = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "harness-outbound");
  private long lookedAround = System.nanoTime();
  private int lastKey;
  private volatile boolean closed;

  EventLoop() {
    thread.setDaemon(true);
  }

  /** Starts the thread, in the caller's namespace; what is watched before belongs to it too. */
  void start() {
    thread.start();
  }

  /** Calls a handler whenever a descriptor can be read; returns the key to forget it by. */
  int onReadable(Fd fd, Runnable handler) {
    int key = ++lastKey;
    poller.add(fd, key);
    handlers.put(key, handler);
    return key;
  }

  /** Calls a handler when a socket is connected, or is not going to be. */
  int onConnected(Fd fd, Runnable handler) {
    int key = ++lastKey;
    poller.addWritable(fd, key);
    handlers.put(key, handler);
    return key;
  }

  /** Calls a handler about once a second. */
  void everySecond(Runnable handler) {
    everySecond.add(handler);
  }

  /** Watches a descriptor, which is still open, no longer. */
  void forget(Fd fd, int key) {
    handlers.remove(key);
    poller.remove(fd);
  }

  private void run() {
    while (!closed) {
      for (int key : poller.await(LOOK_AROUND)) {
        Runnable handler = handlers.get(key);
        if (handler != null) {
          call(handler);
        }
      }
      if (System.nanoTime() - lookedAround > LOOK_AROUND.toNanos()) {
        lookedAround = System.nanoTime();
        everySecond.forEach(EventLoop::call);
      }
    }
  }

  /** One conversation must not end all others. */
  private static void call(Runnable handler) {
    try {
      handler.run();
    } catch (SystemException e) {
      LOG.warn("a container's packet is lost: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a container's packet is lost", e);
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closed = true;
    poller.wakeUp();
    Await.end(thread);
    poller.close();
  }
}
