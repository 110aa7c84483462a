package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.ContainerName;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.start.Run;
import dev.harness.runtime.linux.process.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings the run of a container to its end by signals: asks, waits, kills. */
final class Termination {
  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

  private final ContainerName container;
  private final ContainerEvents events;
  private final Runnable unpause;

  /** Ends runs of a container; {@code unpause} lets a paused one go on, so that it can end. */
  Termination(ContainerName container, ContainerEvents events, Runnable unpause) {
    this.container = container;
    this.events = events;
    this.unpause = unpause;
  }

  /**
   * A run that can be ended.
   *
   * @param exit completes when it has ended and all it used is freed
   */
  record Target(Run run, CompletableFuture<Integer> exit) {}

  /** Asks it to end, kills it when it has not after {@code patience}; negative means forever. */
  void stop(Target target, Signal request, Duration patience) {
    signal(target, request);
    unpause.run();
    if (!endsWithin(target.exit(), patience)) {
      kill(target);
    }
    events.publish("stop", Map.of());
  }

  /** Sends a signal and returns at once. */
  void signal(Target target, Signal signal) {
    target.run().signal(signal);
    events.publish("kill", Map.of("signal", Integer.toString(signal.number())));
  }

  /** Kills it; returns when it has ended. */
  void kill(Target target) {
    signal(target, Signal.KILL);
    unpause.run();
    if (!endsWithin(target.exit(), AFTER_KILL)) {
      throw new EngineException.Failed(
          "container %s was killed, but has not ended after %d s: a process of it hangs in the kernel"
              .formatted(container, AFTER_KILL.toSeconds()));
    }
  }

  /** Waits for a change that somebody else makes; whether it came in time. */
  boolean await(CompletableFuture<?> change, Duration limit) {
    return endsWithin(change, limit);
  }

  /** Waits as long as it takes for a change that somebody else makes. */
  void await(CompletableFuture<?> change) {
    boolean unused = endsWithin(change, Duration.ofNanos(-1));
  }

  private boolean endsWithin(CompletableFuture<?> change, Duration limit) {
    try {
      if (limit.isNegative()) {
        change.get();
      } else {
        change.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new EngineException.Failed(
          "interrupted while waiting for container %s".formatted(container));
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
