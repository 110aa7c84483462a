package dev.harness.runtime.engine.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The standard input of a container, from its creation to its removal: takes what attached clients
 * send to the run that is on, or to the next one. Safe for use by several threads.
 */
public final class ContainerInput {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Optional<InputFeed> feed = Optional.empty();

  @GuardedBy("lock")
  private long runs;

  /** No run is on. */
  public ContainerInput() {}

  /**
   * A run begins to read.
   *
   * @param target where its input goes; takes ownership
   * @param name of the container, for the thread
   */
  public void begin(OutputStream target, String name) {
    InputFeed begun = new InputFeed(target, name);
    synchronized (lock) {
      feed = Optional.of(begun);
      runs++;
      lock.notifyAll();
    }
  }

  /** The run's process has ended; does nothing when none was on. */
  public void end() {
    Optional<InputFeed> ended;
    synchronized (lock) {
      ended = feed;
      feed = Optional.empty();
    }
    ended.ifPresent(InputFeed::close);
  }

  /** Gives input to the run that is on, or to the next one if none is. */
  public Writer attach() {
    synchronized (lock) {
      return new Writer(feed.isPresent() ? runs : runs + 1);
    }
  }

  /** One client's way to the input of one run. For one thread. */
  public final class Writer {
    private final long run;

    private Writer(long run) {
      this.run = run;
    }

    /**
     * Takes a piece, owned from now on; waits until the run begins and while it does not read. What
     * comes after its end is dropped.
     */
    public void write(byte[] bytes) throws InterruptedException {
      Optional<InputFeed> mine = await();
      if (mine.isPresent()) {
        mine.get().write(bytes);
      }
    }

    /** Ends the input of the run, for all who give it any; waits until it begins. */
    public void finish() throws InterruptedException {
      await().ifPresent(InputFeed::finish);
    }

    private Optional<InputFeed> await() throws InterruptedException {
      synchronized (lock) {
        while (runs < run) {
          lock.wait();
        }
        return runs == run ? feed : Optional.empty();
      }
    }
  }
}
