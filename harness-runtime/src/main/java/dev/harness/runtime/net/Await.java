package dev.harness.runtime.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for other threads whose work is short, without giving up when interrupted. */
public final class Await {
  private Await() {}

  /** The result of a task; throws what the task threw. */
  public static <T> T result(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Waits until a thread has ended. */
  public static void end(Thread thread) {
    uninterruptibly(
        () -> {
          thread.join();
          return true;
        });
  }

  /** Waits for something that can be waited for again when interrupted. */
  public static void uninterruptibly(Wait wait) {
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

  /** Returns whether it was not in vain. */
  public interface Wait {
    boolean isOver() throws InterruptedException;
  }
}
