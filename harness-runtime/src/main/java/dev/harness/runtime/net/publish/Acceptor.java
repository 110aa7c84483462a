package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Poller;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Await;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that takes the connections of all published ports.
 *
 * <p>Between {@link #add} and {@link #remove} a socket is used by this thread only.
 */
final class Acceptor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
  private static final Duration NO_LIMIT = Duration.ofDays(1);
  private static final Duration REST = Duration.ofMillis(100);

  /** How many connections of one port to take before looking at the others. */
  private static final int IN_A_ROW = 64;

  private final Poller poller = Poller.open();
  private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::loop, "harness-port-accept");

  private final AtomicBoolean closed = new AtomicBoolean();

  // What follows belongs to the thread.
  private final Map<Integer, Listener> listeners = new HashMap<>();
  private int lastKey;
  private boolean ended;

  private record Listener(HostSocket socket, Consumer<Fd> taker) {}

  private Acceptor() {
    thread.setDaemon(true);
  }

  /** Starts the thread, in the caller's network namespace. */
  static Acceptor open() {
    Acceptor acceptor = new Acceptor();
    acceptor.thread.start();
    return acceptor;
  }

  /**
   * Lets a socket listen; borrows it until {@link #remove}.
   *
   * @param taker gets each connection and owns it; must not block
   * @throws SystemException when the kernel does not let it listen
   */
  void add(HostSocket socket, Consumer<Fd> taker) {
    command(
        () -> {
          socket.listen();
          int key = ++lastKey;
          poller.add(socket.fd(), key);
          listeners.put(key, new Listener(socket, taker));
        });
  }

  /** Takes no more connections of a socket, if it was added. */
  void remove(HostSocket socket) {
    command(
        () -> {
          if (listeners.values().removeIf(listener -> listener.socket() == socket)) {
            poller.remove(socket.fd());
          }
        });
  }

  /** Ends the thread. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      command(() -> ended = true);
      Await.end(thread);
      poller.close();
    }
  }

  private void command(Runnable task) {
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            task,
            queued -> {
              commands.add(queued);
              poller.wakeUp();
            });
    Await.result(done);
  }

  private void loop() {
    while (!ended) {
      for (int key : poller.await(NO_LIMIT)) {
        Listener listener = listeners.get(key);
        if (listener != null) {
          accept(listener);
        }
      }
      obey(commands.poll());
    }
  }

  private void accept(Listener listener) {
    try {
      for (int i = 0; i < IN_A_ROW; i++) {
        Optional<Fd> connection = Sockets.accept(listener.socket().fd());
        if (connection.isEmpty()) {
          return;
        }
        listener.taker().accept(connection.get());
      }
    } catch (SystemException e) {
      LOG.warn("cannot take a connection to {}", listener.socket().address(), e);
      rest();
    }
  }

  /** Leaves connections waiting for a while: most likely the process has no descriptor left. */
  private void rest() {
    try {
      obey(commands.poll(REST.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private void obey(@Nullable Runnable first) {
    Runnable next = first;
    while (next != null) {
      next.run();
      next = commands.poll();
    }
  }
}
