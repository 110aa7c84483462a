package dev.harness.follow;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.PendingExit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Notices the end of a container, on a thread of its own. */
public final class ExitWatch implements AutoCloseable {
  private final Supplier<PendingExit> waits;
  private final BooleanSupplier goesOn;
  private final CompletableFuture<Long> exited = new CompletableFuture<>();
  private final Thread thread;
  private PendingExit pending;
  private boolean closed;

  /**
   * Begins to wait, and starts the thread.
   *
   * @param waits begins to wait for an end
   * @param goesOn whether the container runs again after an end, or is going to
   */
  public ExitWatch(String container, Supplier<PendingExit> waits, BooleanSupplier goesOn) {
    this.waits = waits;
    this.goesOn = goesOn;
    PendingExit first = waits.get();
    this.pending = first;
    this.thread = new Thread(() -> watch(first), "harness-exit-" + container);
    thread.setDaemon(true);
    thread.start();
  }

  private void watch(PendingExit first) {
    try {
      OptionalLong code = first.await();
      while (code.isPresent() && goesOn.getAsBoolean()) {
        Optional<PendingExit> next = next();
        code = next.isPresent() ? next.get().await() : OptionalLong.empty();
      }
      code.ifPresent(exited::complete);
    } catch (EngineApiException e) {
      exited.completeExceptionally(e);
    }
  }

  private synchronized Optional<PendingExit> next() {
    if (closed) {
      return Optional.empty();
    }
    pending.close();
    pending = waits.get();
    return Optional.of(pending);
  }

  /** Completes with the exit code, or with why it will never be known; not after closing. */
  public CompletableFuture<Long> exited() {
    return exited;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      pending.close();
    }
    Joining.join(thread);
  }
}
