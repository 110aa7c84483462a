package dev.harness.follow;

/** Waits for the end of a thread whose work has been ended. */
final class Joining {
  private Joining() {}

  /**
   * Joins a thread, unless it is the caller's own; an interrupt ends the waiting and stays visible
   * to the caller.
   */
  static void join(Thread thread) {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
