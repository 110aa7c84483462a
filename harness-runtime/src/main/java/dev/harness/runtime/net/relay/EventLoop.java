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
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final Map<Integer, Watch> watches = new HashMap<>();
  private final List<Runnable> everySecond = new ArrayList<>();
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** That of the last message, and how many there have been. */
  private Optional<Patience> patience = Optional.empty();

  private long messages;
  private long lookedAround = System.nanoTime();
  private int lastKey;

  /** What to do about a descriptor, and whether to look out for what comes after that. */
  private record Watch(Runnable handler, Patience patience) {}

  /** Prepares the thread, by its name; it will be in the namespace of who starts it. */
  public EventLoop(String name) {
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Prepares the thread, which will be where others of its kind are. */
  EventLoop(String name, ThreadFactory threads) {
    this.thread = threads.newThread(this::run);
    thread.setName(name);
  }

  /** Starts the thread; what is watched before belongs to it too. */
  public void start() {
    thread.start();
  }

  /** Calls a handler whenever a descriptor can be read; returns the key to forget it by. */
  public int onReadable(Fd fd, Runnable handler) {
    poller.add(fd, lastKey + 1);
    return watch(handler);
  }

  /** Calls a handler when a socket is connected, or is not going to be. */
  public int onConnected(Fd fd, Runnable handler) {
    poller.addWritable(fd, lastKey + 1);
    return watch(handler);
  }

  /** Calls a handler about once a second. */
  public void everySecond(Runnable handler) {
    everySecond.add(handler);
  }

  /** Calls a handler no longer. */
  public void neverAgain(Runnable handler) {
    everySecond.remove(handler);
  }

  /** Does something on the thread, at once when this is it; ends when it is done. */
  public CompletableFuture<Void> execute(Runnable task) {
    return CompletableFuture.runAsync(
        task,
        queued -> {
          if (Thread.currentThread() == thread) {
            queued.run();
          } else {
            commands.add(queued);
            poller.wakeUp();
          }
        });
  }

  /** Watches a descriptor, which is still open, no longer. */
  public void forget(Fd fd, int key) {
    watches.remove(key);
    poller.remove(fd);
  }

  private int watch(Runnable handler) {
    watches.put(++lastKey, new Watch(handler, new Patience(messages)));
    return lastKey;
  }

  private void run() {
    while (!closed.get()) {
      List<Integer> ready = await();
      patience = Optional.empty();
      for (int key : ready) {
        Watch watch = watches.get(key);
        if (watch != null) {
          call(watch.handler());
          watch.patience().heard(++messages);
          patience = Optional.of(watch.patience());
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

  /** Waits for what is ready: for a moment awake, if that is worth it after what was done last. */
  private List<Integer> await() {
    if (patience.filter(Patience::isWilling).isPresent()) {
      long end = System.nanoTime() + Patience.MOMENT_NANOS;
      do {
        List<Integer> ready = poller.poll();
        if (!ready.isEmpty()) {
          patience.get().paid();
          return ready;
        }
        if (!commands.isEmpty() || closed.get()) {
          return ready;
        }
      } while (System.nanoTime() < end);
      patience.get().failed();
    }
    return poller.await(LOOK_AROUND);
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
    if (closed.compareAndSet(false, true)) {
      poller.wakeUp();
      Await.end(thread);
      poller.close();
    }
  }
}
