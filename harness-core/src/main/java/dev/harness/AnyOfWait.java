package dev.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for whichever of several things comes first, each on a thread of its own. */
final class AnyOfWait extends Wait {
  private final List<Wait> waits;

  AnyOfWait(List<Wait> waits) {
    this.waits = waits;
  }

  @Override
  void await(Startup startup) {
    CompletableFuture<Void> first = new CompletableFuture<>();
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads =
        waits.stream()
            .map(wait -> thread(() -> attempt(wait, startup, first, failures), startup))
            .toList();
    threads.forEach(Thread::start);
    try {
      first.get(startup.untilTooLate().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (TimeoutException e) {
      throw startup.late("waiting for the first of several things");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerStartException("Interrupted while a container started", e);
    } finally {
      // Not joined: one of them may be in a database driver, which nobody can hurry.
      threads.forEach(Thread::interrupt);
    }
  }

  @Override
  public String toString() {
    return "any of " + waits;
  }

  private static Thread thread(Runnable work, Startup startup) {
    Thread thread = new Thread(work, "harness-wait-" + startup.container());
    thread.setDaemon(true);
    return thread;
  }

  /** Only when all have failed it counts, the last with the others: until then one may succeed. */
  private void attempt(
      Wait wait, Startup startup, CompletableFuture<Void> first, List<Throwable> failures) {
    try {
      wait.await(startup);
      first.complete(null);
    } catch (RuntimeException | Error e) {
      synchronized (failures) {
        failures.add(e);
        if (failures.size() == waits.size()) {
          failures.stream().filter(other -> other != e).forEach(e::addSuppressed);
          first.completeExceptionally(e);
        }
      }
    }
  }
}
