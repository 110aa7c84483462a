package dev.harness.runtime.api.http.server;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that run blocking handlers, one for each request that is being answered.
 *
 * <p>Followed logs, events and waits keep theirs for as long as they last; so there may be many,
 * and idle ones end soon.
 */
final class Workers implements AutoCloseable {
  private static final int MAX_THREADS = 512;
  private static final int IDLE_SECONDS = 30;
  private static final int CLOSE_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  Workers() {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "api-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs a task on a thread of its own.
   *
   * @throws java.util.concurrent.RejectedExecutionException when all are busy
   */
  void execute(Runnable task) {
    threads.execute(task);
  }

  /** Interrupts all tasks and waits a few seconds for their ends. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        // They are daemons: the process ends without them.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
