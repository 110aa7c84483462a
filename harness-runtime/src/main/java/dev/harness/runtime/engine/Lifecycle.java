package dev.harness.runtime.engine;

import dev.harness.runtime.engine.exec.ExecStarter;
import dev.harness.runtime.engine.process.ContainerParts;
import dev.harness.runtime.engine.process.Run;
import dev.harness.runtime.engine.process.Starter;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transitions of one container. Each claims its new state under the lock, works without it and
 * commits under it.
 */
final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private static final String NOT_STARTABLE =
      "container %s is marked for removal and cannot be started";

  /** What is told of an end that could not be observed: Docker's 255. */
  private static final ExitStatus UNKNOWN = new ExitStatus(false, 255);

  private final ContainerParts parts;
  private final Starter starter;
  private final EngineVolumes volumes;
  private final ContainerEvents events;
  private final Clock clock;
  private final Consumer<ContainerId> forget;
  private final Termination termination;
  private final CompletableFuture<Integer> removed = new CompletableFuture<>();

  /** While there are any that have not claimed it yet, nobody may start it. */
  private final AtomicInteger forcedRemovals = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private ContainerState state = new ContainerState.Created(Optional.empty());
  private CompletableFuture<Integer> nextExit = new CompletableFuture<>();

  Lifecycle(
      ContainerParts parts,
      Starter starter,
      EngineVolumes volumes,
      ContainerEvents events,
      Clock clock,
      Consumer<ContainerId> forget) {
    this.parts = parts;
    this.starter = starter;
    this.volumes = volumes;
    this.events = events;
    this.clock = clock;
    this.forget = forget;
    this.termination = new Termination(parts.name(), events);
  }

  boolean start() {
    Optional<ContainerState.Starting> claimed = claimStart();
    if (claimed.isEmpty()) {
      return false;
    }
    ContainerState.Starting starting = claimed.get();
    try {
      start(starting.before());
    } finally {
      starting.settled().complete(null);
    }
    return true;
  }

  /** Nothing when it runs already; waits for a start that is under way. */
  private Optional<ContainerState.Starting> claimStart() {
    while (true) {
      termination.await(state().settled());
      lock.lock();
      try {
        switch (state.kind()) {
          case RUNNING -> {
            return Optional.empty();
          }
          case CREATED, EXITED -> {
            return Optional.of(starting());
          }
          case REMOVING -> throw inRemoval(NOT_STARTABLE);
          case STARTING -> LOG.debug("container {}: somebody else starts it", parts.name());
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private ContainerState.Starting starting() {
    if (forcedRemovals.get() > 0) {
      throw inRemoval(NOT_STARTABLE);
    }
    ContainerState.Starting starting =
        new ContainerState.Starting(state, new CompletableFuture<>());
    state = starting;
    return starting;
  }

  private void start(ContainerState before) {
    // What stands when even the failure has no words.
    ContainerState next = before;
    try {
      Run run = starter.start(parts);
      next = new ContainerState.Running(run, clock.instant());
      set(next);
      events.publish("start", Map.of());
      watch(run);
    } catch (RuntimeException failure) {
      StartFailure reason = StartFailure.of(parts, failure);
      next = before.afterFailedStart(reason);
      throw reason.exception();
    } finally {
      if (next.kind() != ContainerState.Kind.RUNNING) {
        startFailed(next);
      }
    }
  }

  private void set(ContainerState next) {
    lock.lock();
    try {
      state = next;
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits for the end of the run that never was is told how it failed. */
  private void startFailed(ContainerState next) {
    commitEnd(next).complete(next.exitCode());
    if (parts.request().host().autoRemove()) {
      autoRemove();
    }
  }

  /** Commits a state in which nothing runs; who waited for it is to be told by the caller. */
  private CompletableFuture<Integer> commitEnd(ContainerState next) {
    lock.lock();
    try {
      state = next;
      CompletableFuture<Integer> waiting = nextExit;
      nextExit = new CompletableFuture<>();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void watch(Run run) {
    Thread thread = new Thread(() -> ended(run, await(run)), "exit-" + parts.id().shortForm());
    thread.setDaemon(true);
    thread.start();
  }

  /** How it ended; a status that cannot be learned must not keep the container running. */
  private ExitStatus await(Run run) {
    try {
      return run.await();
    } catch (RuntimeException failure) {
      LOG.warn("container {}: cannot learn how it ended", parts.name(), failure);
      return UNKNOWN;
    }
  }

  private void ended(Run run, ExitStatus status) {
    try {
      run.close();
    } catch (RuntimeException failure) {
      LOG.warn("container {}: cannot free all it used: {}", parts.name(), failure.getMessage());
    }
    CompletableFuture<Integer> waiting = commitEnd(exited(status));
    events.publish("die", Map.of("exitCode", Integer.toString(status.code())));
    waiting.complete(status.code());
    if (parts.request().host().autoRemove()) {
      autoRemove();
    }
  }

  private ContainerState exited(ExitStatus status) {
    Instant startedAt = state().startedAt().orElseGet(clock::instant);
    return new ContainerState.Exited(status.code(), "", startedAt, clock.instant());
  }

  private void autoRemove() {
    try {
      remove(false, true);
    } catch (EngineException.Conflict | EngineException.NotFound elsewhere) {
      LOG.debug("container {} is removed by someone else", parts.name());
    } catch (RuntimeException failure) {
      LOG.warn("container {}: cannot remove all of it", parts.name(), failure);
    }
  }

  private ContainerState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Termination.Target> running() {
    lock.lock();
    try {
      return state.run().map(run -> new Termination.Target(run, nextExit));
    } finally {
      lock.unlock();
    }
  }

  boolean stop(Optional<Duration> patience) {
    termination.await(state().settled());
    Optional<Termination.Target> running = running();
    running.ifPresent(
        target ->
            termination.stop(
                target,
                parts.process().stopSignal(),
                patience.orElse(parts.process().stopTimeout())));
    return running.isPresent();
  }

  /** A start of somebody else in between is as good. */
  void restart(Optional<Duration> patience) {
    if (parts.request().host().autoRemove()) {
      throw new EngineException.Conflict(
          "cannot restart container %s: it is removed when it ends".formatted(parts.name()));
    }
    stop(patience);
    start();
    events.publish("restart", Map.of());
  }

  void kill(Signal signal) {
    Termination.Target running =
        running()
            .orElseThrow(
                () ->
                    new EngineException.Conflict(
                        "cannot kill container %s: it is not running".formatted(parts.name())));
    if (signal.equals(Signal.KILL)) {
      termination.kill(running);
    } else {
      termination.signal(running, signal);
    }
  }

  void remove(boolean force, boolean withVolumes) {
    Optional<Integer> exitCode = force ? endAndClaimRemoval() : claimRemoval(false);
    if (exitCode.isEmpty()) {
      termination.await(removed);
      return;
    }
    try {
      parts.close();
      if (withVolumes) {
        volumes.removeAnonymous(parts.mounts().volumes());
      }
    } finally {
      forget.accept(parts.id());
      events.publish("destroy", Map.of());
      removed.complete(exitCode.get());
      // Whoever waits for an exit that can no longer come is told the last one.
      nextExit().complete(exitCode.get());
    }
  }

  private CompletableFuture<Integer> nextExit() {
    lock.lock();
    try {
      return nextExit;
    } finally {
      lock.unlock();
    }
  }

  /** No start can come between the end and the removal. */
  private Optional<Integer> endAndClaimRemoval() {
    forcedRemovals.incrementAndGet();
    try {
      termination.await(state().settled());
      running().ifPresent(termination::kill);
      return claimRemoval(true);
    } finally {
      forcedRemovals.decrementAndGet();
    }
  }

  /** The last exit code; nothing when it is being removed already and {@code force} accepts that. */
  private Optional<Integer> claimRemoval(boolean force) {
    lock.lock();
    try {
      ContainerState before = state;
      return switch (before.kind()) {
        case CREATED, EXITED -> {
          state = new ContainerState.Removing(before);
          yield Optional.of(before.exitCode());
        }
        case REMOVING -> {
          if (!force) {
            throw inRemoval("removal of container %s is already in progress");
          }
          yield Optional.empty();
        }
        case RUNNING, STARTING -> throw notRemovable(before);
      };
    } finally {
      lock.unlock();
    }
  }

  private EngineException inRemoval(String text) {
    return removed.isDone()
        ? new EngineException.NotFound("No such container: " + parts.id())
        : new EngineException.Conflict(text.formatted(parts.name()));
  }

  CompletionStage<Integer> when(WaitCondition condition) {
    lock.lock();
    try {
      return switch (condition) {
        case REMOVED -> removed;
        case NEXT_EXIT -> nextExit;
        case NOT_RUNNING ->
            switch (state.kind()) {
              case RUNNING, STARTING -> nextExit;
              case CREATED, EXITED, REMOVING -> CompletableFuture.completedFuture(state.exitCode());
            };
      };
    } finally {
      lock.unlock();
    }
  }

  void requireNotRemoving(String verb) {
    if (state().kind() == ContainerState.Kind.REMOVING) {
      throw inRemoval("cannot " + verb + " container %s: it is being removed");
    }
  }

  void attached() {
    events.publish("attach", Map.of());
  }

  void committed(String imageId, String reference, String comment) {
    events.publish("commit", Map.of("imageID", imageId, "imageRef", reference, "comment", comment));
  }

  String explain() {
    try {
      return starter.explain(parts);
    } catch (RuntimeException failure) {
      throw StartFailure.of(parts, failure).exception();
    }
  }

  ExecStarter execStarter() {
    return new ExecStarter(parts, starter, this::runningOrConflict);
  }

  private Run runningOrConflict() {
    return running().map(Termination.Target::run).orElseThrow(() -> Starter.notRunning(parts));
  }

  private EngineException.Conflict notRemovable(ContainerState now) {
    return new EngineException.Conflict(
        "cannot remove container %s: it is %s; stop it first or use force"
            .formatted(parts.name(), now.kind().word()));
  }

  ContainerDetails details() {
    ContainerState now = state();
    return new ContainerDetails(
        parts.id(),
        parts.name(),
        parts.created(),
        parts.imageId(),
        parts.request(),
        parts.process(),
        now.status(),
        parts.networks().places(),
        now.run().map(run -> parts.ports().bound()).orElse(Map.of()),
        parts.mounts().all());
  }
}
