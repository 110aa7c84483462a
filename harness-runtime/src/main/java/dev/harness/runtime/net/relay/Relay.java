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

  /** Lets the shared thread dial and forward it. */
  void start() {
    faults.begun(this);
    orReset(threads.shared().execute(() -> step(this::dial)));
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
  private boolean dial() {
    Fd server = dial.socket();
    Dialled both =
        new Dialled(server, new Pump(client, server, faults), new Pump(server, client, faults));
    dialled = both;
    Sockets.set(server, SocketOption.NO_DELAY, 1);
    return connect(both);
  }

  /** Returns whether it has ended already; else it goes on by itself. */
  private boolean connect(Dialled both) {
    if (aborted) {
      return true;
    }
    boolean connected = dial.connect(both.server());
    // Who aborts has found no connection to end if it was just before this.
    if (aborted) {
      return true;
    }
    if (!connected) {
      threads.whenConnected(both.server(), () -> step(() -> connect(both)));
      return false;
    }
    Sockets.letBlock(both.server());
    users.incrementAndGet();
    // Who has just connected has mostly said something meanwhile.
    turn(both.up()).ifPresentOrElse(Runnable::run, () -> share(both.up()));
    share(both.down());
    return false;
  }

  /** Returns whether the direction has ended; else it shares a thread from now on. */
  private boolean forward(Pump pump) {
    boolean ended = pump.run() == Pump.Next.ENDED;
    if (!ended) {
      share(pump);
    }
    return ended;
  }

  /** Does a user's work; it leaves when that returns true, or fails. */
  private void step(Supplier<Boolean> work) {
    if (attempt(work, true)) {
      leave();
    }
  }

  /** Does a user's work on a thread of its own; it leaves when that returns true, or fails. */
  private void execute(Supplier<Boolean> work) {
    try {
      threads.execute(() -> step(work));
    } catch (RejectedExecutionException e) {
      LOG.warn("too many connections; resetting one {}", dial);
      abort();
      leave();
    }
  }

  /** Lets a user's direction take turns with others. */
  private void share(Pump pump) {
    orReset(threads.share(pump.from(), () -> turn(pump)));
  }

  /** Ends a user's work, if the shared thread cannot do that. */
  private void orReset(CompletableFuture<Void> work) {
    work.exceptionally(
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
    } catch (RuntimeException e) {
      // A fault of ours, which must not end or flood what all others share.
      LOG.error("connection {} is reset", dial, e);
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
      faults.ended(this);
      atEnd.accept(this);
      ended.complete(null);
    }
  }
}
