package dev.harness.runtime.cgroup;

/** A thread that waits for the memory of a group to run out, until it is closed. */
public final class OomWatch implements AutoCloseable {
  private final OomNotice notice;
  private final Thread thread;

  private OomWatch(OomNotice notice, Thread thread) {
    this.notice = notice;
    this.thread = thread;
  }

  /** Takes ownership of {@code notice}. */
  static OomWatch begin(String name, OomNotice notice, Runnable told) {
    Thread thread =
        new Thread(
            () -> {
              while (notice.await()) {
                told.run();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return new OomWatch(notice, thread);
  }

  /** Returns when the thread has ended. */
  @Override
  public void close() {
    notice.close();
    try {
      thread.join();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }
}
