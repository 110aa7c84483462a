package dev.harness.runtime.cgroup;

import java.util.concurrent.atomic.AtomicBoolean;

/** A thread that waits for the memory of a group to run out, until it is closed. */
public final class OomWatch implements AutoCloseable {
  private final OomNotice notice;
  private final AtomicBoolean told;
  private final Thread thread;

  private OomWatch(OomNotice notice, AtomicBoolean told, Thread thread) {
    this.notice = notice;
    this.told = told;
    this.thread = thread;
  }

  /** Takes ownership of {@code notice}. */
  static OomWatch begin(String name, OomNotice notice, Runnable tell) {
    AtomicBoolean told = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              while (notice.await()) {
                told.set(true);
                tell.run();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return new OomWatch(notice, told, thread);
  }

  /** Whether it has seen the memory run out; what happens just before the closing it may miss. */
  public boolean hasTold() {
    return told.get();
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
