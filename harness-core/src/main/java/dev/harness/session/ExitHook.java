package dev.harness.session;

/** Does something when the JVM ends, unless it is closed before. */
public final class ExitHook implements AutoCloseable {
  private final Thread thread;

  /** Starts to watch for the end; {@code last} runs on a thread of its own. */
  public ExitHook(Runnable last) {
    this.thread = new Thread(last, "harness-exit");
    Runtime.getRuntime().addShutdownHook(thread);
  }

  @Override
  public void close() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs already, or has caused this very call.
    }
  }
}
