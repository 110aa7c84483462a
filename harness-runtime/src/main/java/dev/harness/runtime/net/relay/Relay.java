package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two connections that are one for those at their far ends.
 *
 * <p>What one side does the other sees (N17): an end of stream as such, in each direction by itself;
 * a reset, or a refusal of the second, as a reset. Each of the two directions, and whoever aborts,
 * uses the sockets; the last of them closes both.
 */
final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Fd client;
  private final Dial dial;
  private final Faults faults;
  private final RelayThreads threads;
  private final Consumer<Relay> atEnd;
  private final AtomicInteger users = new AtomicInteger(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean aborted;
  private volatile @Nullable Dialled dialled;

  private record Dialled(Fd server, Pump up, Pump down) {}

  /**
   * Takes ownership of {@code client} and what {@code dial} has; whoever makes it calls {@link
   * #start}.
   *
   * @param faults what is wrong with it on purpose, now and later
   * @param threads in the namespace from which the second connection is made
   * @param atEnd called once both sockets are closed, on any thread
   */
  Relay(Fd client, Dial dial, Faults faults, RelayThreads threads, Consumer<Relay> atEnd) {
    this.client = client;
    this.faults = faults;
    this.dial = dial;
    this.threads = threads;
    this.atEnd = atEnd;
  }

  /** Lets threads forward it, or resets it when there are none left. */
  void start() {
    faults.begun(this);
    threads.begun();
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
        Sockets.resetOnClose(both.server());
        // Before either is woken: what one has to say to its far end, the other must not pass on.
        both.up().forbid();
        both.down().forbid();
        both.up().stop();
        both.down().stop();
      }
    } finally {
      leave();
    }
  }

  /** Returns whether it has ended already. */
  private boolean dialAndForward() {
    Fd server = dial.socket();
    Dialled both =
        new Dialled(server, new Pump(client, server, faults), new Pump(server, client, faults));
    dialled = both;
    Sockets.set(server, SocketOption.NO_DELAY, 1);
    if (aborted) {
      return true;
    }
    dial.connect(server);
    // Before the connection was there, aborting it could not have woken the two below.
    if (aborted) {
      return true;
    }
    users.incrementAndGet();
    if (threads.areMany()) {
      share(both.down());
      share(both.up());
      return false;
    }
    execute(() -> forward(both.down()));
    return forward(both.up());
  }

  /** Returns whether the direction has ended; else it shares a thread from now on. */
  private boolean forward(Pump pump) {
    boolean ended = pump.run(threads::areMany) == Pump.Next.ENDED;
    if (!ended) {
      share(pump);
    }
    return ended;
  }

  /** Does a user's work on one of the threads; it leaves when that returns true, or fails. */
  private void execute(Supplier<Boolean> work) {
    try {
      threads.execute(
          () -> {
            if (attempt(work, true)) {
              leave();
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.warn("too many connections; resetting one {}", dial);
      abort();
      leave();
    }
  }

  /** Lets a user's direction take turns with others. */
  private void share(Pump pump) {
    threads
        .share(pump.from(), () -> turn(pump))
        .exceptionally(
            failure -> {
              LOG.warn("a connection cannot be watched; resetting it {}", dial, failure);
              abort();
              leave();
              return null;
            });
  }

  /** Returns what to do instead of further turns. */
  private Optional<Runnable> turn(Pump pump) {
    return switch (attempt(pump::turn, Pump.Next.ENDED)) {
      case QUIET -> Optional.empty();
      case BUSY -> Optional.of(() -> execute(() -> forward(pump)));
      case ENDED -> Optional.of(this::leave);
    };
  }

  /** Does something with the sockets; when that fails, resets both and returns {@code otherwise}. */
  private <T> T attempt(Supplier<T> work, T otherwise) {
    T result = otherwise;
    boolean done = false;
    try {
      result = work.get();
      done = true;
    } catch (SystemException e) {
      LOG.debug("connection {} is reset: {}", dial, e.getMessage());
    } finally {
      if (!done) {
        abort();
      }
    }
    return result;
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      client.close();
      Dialled both = dialled;
      if (both == null) {
        dial.giveUp();
      } else {
        both.server().close();
      }
      threads.ended();
      faults.ended(this);
      atEnd.accept(this);
      ended.complete(null);
    }
  }
}
