package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.NetworkNamespace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A thread that works in the hub and visits containers' namespaces, for callers that must not leave
 * their own.
 */
final class HubExecutor implements AutoCloseable {
  private final Fd hub;
  private final ResidentThreads threads;
  private final ExecutorService thread;

  /** Written by the thread only, about itself. */
  private boolean astray;

  HubExecutor(Fd hub, String name) {
    this.hub = hub;
    this.threads = ResidentThreads.ofHub(hub, name);
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  /** Runs a short task in the hub and waits for it. */
  <T> T inHub(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    thread.execute(() -> run(task, result));
    return Await.result(result);
  }

  /** Runs a short task in another network namespace and waits for it. */
  <T> T inside(Fd namespace, Supplier<T> task) {
    return inHub(
        () -> {
          NetworkNamespace.enter(namespace);
          try {
            return task.get();
          } finally {
            comeBack();
          }
        });
  }

  /** Like {@link #inHub} for a task without a result. */
  void runInHub(Runnable task) {
    inHub(resultOf(task));
  }

  /** Like {@link #inside} for a task without a result. */
  void runInside(Fd namespace, Runnable task) {
    inside(namespace, resultOf(task));
  }

  /** Runs a task in the hub some time; it reports its failures itself. */
  void later(Runnable task) {
    thread.execute(task);
  }

  /** Does what it has taken, then ends the thread. */
  @Override
  public void close() {
    threads.end(thread);
  }

  private <T> void run(Supplier<T> task, CompletableFuture<T> result) {
    astray = false;
    try {
      result.complete(task.get());
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
    if (astray) {
      // Ends this thread; the pool makes another, which begins in the hub.
      throw new IllegalStateException("could not come back into the hub");
    }
  }

  private static Supplier<Boolean> resultOf(Runnable task) {
    return () -> {
      task.run();
      return true;
    };
  }

  private void comeBack() {
    astray = true;
    NetworkNamespace.enter(hub);
    astray = false;
  }
}
