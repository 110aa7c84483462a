package dev.harness.follow;

/** Waits for the end of a thread whose work has been ended. */
final class Joining {
  private Joining() {}

  /** Joins a thread; an interrupt ends the waiting and stays visible to the caller. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
