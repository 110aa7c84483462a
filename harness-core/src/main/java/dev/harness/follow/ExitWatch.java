package dev.harness.follow;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.PendingExit;
import java.util.concurrent.CompletableFuture;

/** Notices the end of a container, on a thread of its own. */
public final class ExitWatch implements AutoCloseable {
  private final PendingExit pending;
  private final CompletableFuture<Long> exited = new CompletableFuture<>();
  private final Thread thread;

  /** Takes ownership of {@code pending} and starts the thread. */
  public ExitWatch(String container, PendingExit pending) {
    this.pending = pending;
    this.thread = new Thread(this::watch, "harness-exit-" + container);
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      pending.await().ifPresent(exited::complete);
    } catch (EngineApiException e) {
      exited.completeExceptionally(e);
    }
  }

  /** Completes with the exit code, or with why it will never be known; not after closing. */
  public CompletableFuture<Long> exited() {
    return exited;
  }

  @Override
  public void close() {
    pending.close();
    Joining.join(thread);
  }
}
