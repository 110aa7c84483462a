package dev.harness.runtime.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Waiting for other threads whose work is short, without giving up when interrupted. */
final class Await {
  private Await() {}

  /** The result of a task; throws what the task threw. */
  static <T> T result(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Lets an executor do what it has taken, then end its threads. */
  static void end(ExecutorService executor) {
    executor.shutdown();
    uninterruptibly(() -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }

  /** Waits until a thread has ended. */
  static void end(Thread thread) {
    uninterruptibly(
        () -> {
          thread.join();
          return true;
        });
  }

  private static void uninterruptibly(Wait wait) {
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      try {
        over = wait.isOver();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Wait {
    boolean isOver() throws InterruptedException;
  }
}
