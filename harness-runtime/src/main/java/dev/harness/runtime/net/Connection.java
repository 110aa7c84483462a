package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a published port, forwarded to the container.
 *
 * <p>What one side does the other sees (N17): an end of stream as such, in each direction by itself;
 * a reset, or a refusal of the container, as a reset. Each of the two threads, and whoever aborts,
 * uses the sockets; the last of them closes both.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Fd client;
  private final InetSocketAddress target;
  private final Executor hubThreads;
  private final Consumer<Connection> atEnd;
  private final AtomicInteger users = new AtomicInteger(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean aborted;
  private volatile @Nullable Dialled dialled;

  private record Dialled(Fd container, Pump up, Pump down) {}

  /** Takes ownership of {@code client}; whoever makes it calls {@link #start}. */
  Connection(Fd client, InetSocketAddress target, Executor hubThreads, Consumer<Connection> atEnd) {
    this.client = client;
    this.target = target;
    this.hubThreads = hubThreads;
    this.atEnd = atEnd;
  }

  /** Lets two threads of the hub forward it, or resets it when there are none left. */
  void start() {
    execute(this::dialAndForward);
  }

  /** Ends when both sockets are closed. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Resets both sides, unless the connection ended already; any thread may. */
  void abort() {
    if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      return;
    }
    try {
      aborted = true;
      Sockets.resetOnClose(client);
      Dialled both = dialled;
      if (both != null) {
        Sockets.resetOnClose(both.container());
        both.up().stop();
        both.down().stop();
      }
    } finally {
      leave();
    }
  }

  private void dialAndForward() {
    Fd container = Sockets.tcp(target.getAddress());
    Dialled both = new Dialled(container, new Pump(client, container), new Pump(container, client));
    dialled = both;
    Sockets.set(container, SocketOption.NO_DELAY, 1);
    if (aborted) {
      return;
    }
    Sockets.connect(container, target);
    // Before the connection was there, aborting it could not have woken the two below.
    if (!aborted) {
      users.incrementAndGet();
      execute(both.down()::run);
      both.up().run();
    }
  }

  /** Does a user's work on a thread of the hub, then leaves. */
  private void execute(Runnable work) {
    try {
      hubThreads.execute(() -> use(work));
    } catch (RejectedExecutionException e) {
      LOG.warn("too many connections to published ports; resetting one to {}", target);
      abort();
      leave();
    }
  }

  private void use(Runnable work) {
    boolean done = false;
    try {
      work.run();
      done = true;
    } catch (SystemException e) {
      LOG.debug("connection to {} is reset: {}", target, e.getMessage());
    } finally {
      if (!done) {
        abort();
      }
      leave();
    }
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      client.close();
      Dialled both = dialled;
      if (both != null) {
        both.container().close();
      }
      atEnd.accept(this);
      ended.complete(null);
    }
  }
}
