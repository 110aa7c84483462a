package dev.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for whichever of several things comes first, each on a thread of its own. */
final class AnyOfWait extends Wait {
  private final List<Wait> waits;

  AnyOfWait(List<Wait> waits) {
    this.waits = waits;
  }

  @Override
  void await(Startup startup) {
    CompletableFuture<Void> first = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(waits.size());
    List<Thread> threads = new ArrayList<>();
    for (Wait wait : waits) {
      Thread thread =
          new Thread(
              () -> attempt(wait, startup, first, left), "harness-wait-" + startup.container());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    try {
      first.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerStartException("Interrupted while a container started", e);
    } finally {
      // Not joined: one of them may be in a database driver, which nobody can hurry.
      threads.forEach(Thread::interrupt);
    }
  }

  /** Only the last failure counts: until then another may succeed. */
  private static void attempt(
      Wait wait, Startup startup, CompletableFuture<Void> first, AtomicInteger left) {
    try {
      wait.await(startup);
      first.complete(null);
    } catch (RuntimeException e) {
      if (left.decrementAndGet() == 0) {
        first.completeExceptionally(e);
      }
    }
  }
}
