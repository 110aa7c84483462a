package dev.harness.runtime.api.http.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Interrupts a thread, but not any more once that thread has gone on to other work. */
final class Interruption {
  private final Thread thread;

  @GuardedBy("this")
  private boolean cancelled;

  @GuardedBy("this")
  private boolean struck;

  Interruption(Thread thread) {
    this.thread = thread;
  }

  /** Interrupts the thread if its work goes on; from any thread. */
  synchronized void strike() {
    if (!cancelled) {
      struck = true;
      thread.interrupt();
    }
  }

  /** Ends the danger and takes back an interrupt that was not noticed; on the thread itself. */
  synchronized void cancel() {
    cancelled = true;
    if (struck) {
      var unused = Thread.interrupted();
    }
  }
}
