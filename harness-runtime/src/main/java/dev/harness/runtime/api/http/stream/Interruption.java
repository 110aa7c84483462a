package dev.harness.runtime.api.http.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletionStage;

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

  /**
   * Does work on this thread that is interrupted when a client goes.
   *
   * @throws IOException when it has gone
   */
  static void during(ResponseStream.Work work, CompletionStage<Void> gone) throws IOException {
    Interruption interruption = new Interruption(Thread.currentThread());
    var unused = gone.thenRun(interruption::strike);
    try {
      work.run();
    } catch (InterruptedException | InterruptedIOException | ClosedByInterruptException e) {
      throw new ClientGoneException(e);
    } finally {
      interruption.cancel();
    }
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
