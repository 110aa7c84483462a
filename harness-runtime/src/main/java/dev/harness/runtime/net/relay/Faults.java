package dev.harness.runtime.net.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong, on purpose, with all connections of a published port, or of one container to
 * another; any thread may change it, and
 * it counts at once.
 */
public final class Faults {
  /**
   * What is wrong.
   *
   * @param latency how much later everything arrives, in each direction
   * @param bytesPerSecond how much passes, per connection and direction; 0 = as much as can
   * @param cut whether nothing passes, as if the cable were pulled
   */
  public record Setting(Duration latency, long bytesPerSecond, boolean cut) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Nothing. */
    public static final Setting NONE = new Setting(Duration.ZERO, 0, false);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a number is negative, or the latency above ten minutes
     */
    public Setting {
      if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("latency must be from 0 to 10 minutes: " + latency);
      }
      if (bytesPerSecond < 0) {
        throw new IllegalArgumentException("bytes per second must not be below 0");
      }
    }

    boolean isNone() {
      return equals(NONE);
    }
  }

  private volatile Setting setting = Setting.NONE;

  @GuardedBy("this")
  private final Set<Runnable> watchers = new HashSet<>();

  @GuardedBy("this")
  private int coming;

  @GuardedBy("this")
  private Runnable atIdle = () -> {};

  @GuardedBy("this")
  private final Set<Relay> relays = new HashSet<>();

  /** What is wrong now. */
  public Setting setting() {
    return setting;
  }

  /** Makes this wrong instead of what was. */
  public void set(Setting next) {
    setting = next;
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(watchers);
    }
    all.forEach(Runnable::run);
  }

  /** Resets all connections that there are; new ones can be made. */
  public void reset() {
    List<Relay> all;
    synchronized (this) {
      all = List.copyOf(relays);
    }
    all.forEach(Relay::abort);
  }

  /**
   * Tells a watcher, instead of the one before, whenever there is no connection any more: at once
   * when there is none now, later on the threads of connections.
   */
  public void whenIdle(Runnable watcher) {
    synchronized (this) {
      atIdle = watcher;
    }
    tellWhenIdle();
  }

  /** Is told of each change until {@link #unwatch}; the watcher must not block. */
  synchronized void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  synchronized void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }

  synchronized void begun(Relay relay) {
    relays.add(relay);
  }

  void ended(Relay relay) {
    synchronized (this) {
      relays.remove(relay);
    }
    tellWhenIdle();
  }

  /** Counts a connection that is going to be relayed, until {@link #expected}. */
  public synchronized void expect() {
    coming++;
  }

  /** Takes one {@link #expect} back: the relay has begun, or never will. */
  public void expected() {
    synchronized (this) {
      coming--;
    }
    tellWhenIdle();
  }

  /** Whether there is no connection, nor one that is being made. */
  public synchronized boolean isIdle() {
    return relays.isEmpty() && coming == 0;
  }

  private void tellWhenIdle() {
    Runnable watcher;
    synchronized (this) {
      watcher = isIdle() ? atIdle : () -> {};
    }
    watcher.run();
  }
}
