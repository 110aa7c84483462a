package dev.harness.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits for the ends of threads. */
public final class Joining {
  private Joining() {}

  /**
   * Joins a thread, unless it is the caller's own; an interrupt ends the waiting and stays visible
   * to the caller.
   */
  static void join(Thread thread) {
    join(thread, Duration.ZERO);
  }

  /** As {@link #join(Thread)}, but waits no longer than this; zero is for ever. */
  static void join(Thread thread, Duration patience) {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Joins threads; an interrupt is passed on to them, whose ends are waited for all the same, and
   * stays visible to the caller.
   *
   * @return the interrupt, if there was one
   */
  public static Optional<InterruptedException> joinAll(List<Thread> threads) {
    InterruptedException interrupt = null;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupt = e;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupt != null) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(interrupt);
  }
}
