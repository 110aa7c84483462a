package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Poller;
import dev.harness.runtime.net.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that waits for many sockets; what it calls must not block. But for {@link #start}, {@link
 * #execute} and {@link #close}, everything happens on that thread.
 */
public final class EventLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  private final Poller poller = Poller.open();
  private final Map<Integer, Runnable> handlers = new HashMap<>();
  private final List<Runnable> everySecond = new ArrayList<>();
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private long lookedAround = System.nanoTime();
  private int lastKey;
  private volatile boolean closed;

  /** Prepares the thread, by its name. */
  public EventLoop(String name) {
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Starts the thread, in the caller's namespace; what is watched before belongs to it too. */
  public void start() {
    thread.start();
  }

  /** Calls a handler whenever a descriptor can be read; returns the key to forget it by. */
  public int onReadable(Fd fd, Runnable handler) {
    int key = ++lastKey;
    poller.add(fd, key);
    handlers.put(key, handler);
    return key;
  }

  /** Calls a handler when a socket is connected, or is not going to be. */
  public int onConnected(Fd fd, Runnable handler) {
    int key = ++lastKey;
    poller.addWritable(fd, key);
    handlers.put(key, handler);
    return key;
  }

  /** Calls a handler about once a second. */
  public void everySecond(Runnable handler) {
    everySecond.add(handler);
  }

  /** Calls a handler no longer. */
  public void neverAgain(Runnable handler) {
    everySecond.remove(handler);
  }

  /** Does something on the thread; ends when it is done. */
  public CompletableFuture<Void> execute(Runnable task) {
    return CompletableFuture.runAsync(
        task,
        queued -> {
          commands.add(queued);
          poller.wakeUp();
        });
  }

  /** Watches a descriptor, which is still open, no longer. */
  public void forget(Fd fd, int key) {
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
      for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
        next.run();
      }
      if (System.nanoTime() - lookedAround > LOOK_AROUND.toNanos()) {
        lookedAround = System.nanoTime();
        List.copyOf(everySecond).forEach(EventLoop::call);
      }
    }
  }

  /** One conversation must not end all others. */
  private static void call(Runnable handler) {
    try {
      handler.run();
    } catch (SystemException e) {
      LOG.warn("a packet is lost: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a packet is lost", e);
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
