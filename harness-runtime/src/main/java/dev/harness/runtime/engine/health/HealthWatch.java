package dev.harness.runtime.engine.health;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.exec.Exec;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.engine.request.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Probes a container while it runs, the first time after one interval, on a thread of its own. */
public final class HealthWatch {
  private final String name;
  private final HealthCheck check;
  private final Prober prober;
  private final Consumer<Health.Status> changed;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Health now = Health.STARTING;

  /** Completing it ends the probes of the present run. */
  @GuardedBy("lock")
  private CompletableFuture<Void> stop = CompletableFuture.completedFuture(null);

  /**
   * Watches a container that is not to be probed yet.
   *
   * @param name of the thread
   * @param command what a probe runs
   * @param execs prepares a process in the container
   * @param changed is told each status that is not the one before
   */
  public HealthWatch(
      String name,
      HealthCheck check,
      List<String> command,
      Function<ExecRequest, Exec> execs,
      Clock clock,
      Consumer<Health.Status> changed) {
    this.name = name;
    this.check = check;
    this.prober = new Prober(execs, command, check.effectiveTimeout(), clock);
    this.changed = changed;
  }

  /** What is known now. */
  public Health health() {
    synchronized (lock) {
      return now;
    }
  }

  /** The container was started: nothing is known of this run. */
  public void begin() {
    synchronized (lock) {
      now = Health.STARTING;
    }
    resume();
  }

  /** The container, which was paused, goes on. */
  public void resume() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    synchronized (lock) {
      stop = stopped;
    }
    Thread thread = new Thread(() -> watch(stopped), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The container ended or was paused; a probe that is under way is killed and does not count. */
  public void end() {
    synchronized (lock) {
      if (stop.complete(null)) {
        now = now.stopped();
      }
    }
  }

  private void watch(CompletableFuture<Void> stopped) {
    long begin = System.nanoTime();
    try {
      while (!Prober.completesWithin(stopped, interval())) {
        Optional<Health.Probe> probe = prober.probe(stopped);
        Duration age = Duration.ofNanos(System.nanoTime() - begin);
        probe.ifPresent(result -> learn(result, age, stopped));
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration interval() {
    return health().status() == Health.Status.STARTING
        ? check.effectiveStartInterval()
        : check.effectiveInterval();
  }

  private void learn(Health.Probe probe, Duration age, CompletableFuture<Void> stopped) {
    Health.Status before;
    Health.Status after;
    synchronized (lock) {
      if (stopped.isDone()) {
        return;
      }
      before = now.status();
      boolean counts = age.compareTo(check.startPeriod()) >= 0;
      now = now.after(probe, counts, check.effectiveRetries());
      after = now.status();
    }
    if (before != after) {
      changed.accept(after);
    }
  }
}
