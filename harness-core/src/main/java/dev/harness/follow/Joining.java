package dev.harness.follow;

import java.time.Duration;

/** Waits for the end of a thread whose work has been ended. */
final class Joining {
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
}
