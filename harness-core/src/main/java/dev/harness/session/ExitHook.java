package dev.harness.session;

import dev.harness.locate.user.HarnessLog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something when the JVM ends, unless it is closed before. An end that comes while somebody else
 * does it waits for that: closing says that it has been done.
 */
public final class ExitHook implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Thread thread;
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * Starts to watch for the end.
   *
   * @param last runs on a thread of its own, and returns at once when another is doing it
   */
  public ExitHook(Runnable last) {
    this.thread = new Thread(() -> run(last), "harness-exit");
    Runtime.getRuntime().addShutdownHook(thread);
  }

  private void run(Runnable last) {
    last.run();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        HarnessLog.get().warn("The JVM ends before all has been removed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing is left to do: the JVM may end. */
  @Override
  public void close() {
    done.countDown();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs already, or has caused this very call.
    }
  }
}
