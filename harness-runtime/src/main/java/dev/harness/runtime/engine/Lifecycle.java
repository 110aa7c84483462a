package dev.harness.runtime.engine;

import dev.harness.runtime.linux.ExitStatus;
import dev.harness.runtime.linux.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

  private final ContainerParts parts;
  private final Starter starter;
  private final ContainerEvents events;
  private final Clock clock;
  private final Consumer<ContainerId> forget;
  private final CompletableFuture<Integer> removed = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private ContainerState state = new ContainerState.Created(Optional.empty());
  private CompletableFuture<Integer> nextExit = new CompletableFuture<>();

  Lifecycle(
      ContainerParts parts,
      Starter starter,
      ContainerEvents events,
      Clock clock,
      Consumer<ContainerId> forget) {
    this.parts = parts;
    this.starter = starter;
    this.events = events;
    this.clock = clock;
    this.forget = forget;
  }

  boolean start() {
    Optional<ContainerState> before = claimStart();
    if (before.isEmpty()) {
      return false;
    }
    Run run;
    try {
      run = starter.start(parts);
    } catch (RuntimeException failure) {
      StartFailure reason = StartFailure.of(parts, failure);
      set(before.get().afterFailedStart(reason));
      throw reason.exception();
    }
    commitStart(run);
    events.publish("start", Map.of());
    watch(run);
    return true;
  }

  private Optional<ContainerState> claimStart() {
    lock.lock();
    try {
      ContainerState before = state;
      return switch (before.kind()) {
        case RUNNING -> Optional.empty();
        case CREATED, EXITED -> {
          state = new ContainerState.Starting(before);
          yield Optional.of(before);
        }
        case STARTING, REMOVING -> throw conflict("start", before);
      };
    } finally {
      lock.unlock();
    }
  }

  private void commitStart(Run run) {
    lock.lock();
    try {
      state = new ContainerState.Running(run, clock.instant());
    } finally {
      lock.unlock();
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

  private void watch(Run run) {
    Thread thread = new Thread(() -> ended(run, run.await()), "exit-" + parts.id().shortForm());
    thread.setDaemon(true);
    thread.start();
  }

  private void ended(Run run, ExitStatus status) {
    try {
      run.close();
    } catch (RuntimeException failure) {
      LOG.warn("container {}: cannot free all it used: {}", parts.name(), failure.getMessage());
    }
    CompletableFuture<Integer> waiting = commitExit(status);
    events.publish("die", Map.of("exitCode", Integer.toString(status.code())));
    waiting.complete(status.code());
    if (parts.request().host().autoRemove()) {
      autoRemove();
    }
  }

  private CompletableFuture<Integer> commitExit(ExitStatus status) {
    lock.lock();
    try {
      Instant startedAt = state.startedAt().orElseGet(clock::instant);
      state = new ContainerState.Exited(status.code(), "", startedAt, clock.instant());
      CompletableFuture<Integer> waiting = nextExit;
      nextExit = new CompletableFuture<>();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void autoRemove() {
    try {
      remove(false);
    } catch (EngineException.Conflict | EngineException.NotFound elsewhere) {
      LOG.debug("container {} is removed by someone else", parts.name());
    }
  }

  boolean stop(Optional<Duration> patience) {
    Optional<Running> running = running();
    if (running.isEmpty()) {
      return false;
    }
    Duration limit = patience.orElse(parts.process().stopTimeout());
    signal(running.get(), parts.process().stopSignal());
    if (!exitsWithin(running.get(), limit)) {
      kill(running.get());
    }
    events.publish("stop", Map.of());
    return true;
  }

  private record Running(Run run, CompletableFuture<Integer> exit) {}

  private Optional<Running> running() {
    lock.lock();
    try {
      return state.run().map(run -> new Running(run, nextExit));
    } finally {
      lock.unlock();
    }
  }

  private void signal(Running running, Signal signal) {
    running.run().signal(signal);
    events.publish("kill", Map.of("signal", Integer.toString(signal.number())));
  }

  private void kill(Running running) {
    signal(running, Signal.KILL);
    if (!exitsWithin(running, AFTER_KILL)) {
      throw new EngineException.Failed(
          "container %s was killed, but has not ended after %d s: a process of it hangs in the kernel"
              .formatted(parts.name(), AFTER_KILL.toSeconds()));
    }
  }

  /** Waits for the end; a negative limit means forever. */
  private boolean exitsWithin(Running running, Duration limit) {
    try {
      if (limit.isNegative()) {
        running.exit().get();
      } else {
        running.exit().get(limit.toNanos(), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new EngineException.Failed(
          "interrupted while waiting for container %s to end".formatted(parts.name()));
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void kill(Signal signal) {
    Running running =
        running()
            .orElseThrow(
                () ->
                    new EngineException.Conflict(
                        "cannot kill container %s: it is not running".formatted(parts.name())));
    if (signal.equals(Signal.KILL)) {
      kill(running);
    } else {
      signal(running, signal);
    }
  }

  void remove(boolean force) {
    if (force) {
      running().ifPresent(this::kill);
    }
    int exitCode = claimRemoval();
    try {
      parts.close();
    } finally {
      forget.accept(parts.id());
      events.publish("destroy", Map.of());
      removed.complete(exitCode);
      // Whoever waits for an exit that can no longer come is told the last one.
      nextExit().complete(exitCode);
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

  private int claimRemoval() {
    lock.lock();
    try {
      ContainerState before = state;
      switch (before.kind()) {
        case CREATED, EXITED -> state = new ContainerState.Removing(before);
        case REMOVING -> throw new EngineException.NotFound("No such container: " + parts.id());
        case RUNNING, STARTING -> throw conflict("remove", before);
      }
      return before.exitCode();
    } finally {
      lock.unlock();
    }
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

  String explain() {
    try {
      return starter.explain(parts);
    } catch (RuntimeException failure) {
      throw StartFailure.of(parts, failure).exception();
    }
  }

  Exec prepareExec(ExecRequest request) {
    if (request.command().isEmpty()) {
      throw new EngineException.InvalidRequest("No exec command specified");
    }
    runningOrConflict("exec in");
    return new Exec(
        parts.id(), request, new ExecStarter(parts, starter, () -> runningOrConflict("exec in")));
  }

  private Run runningOrConflict(String verb) {
    return running()
        .map(Running::run)
        .orElseThrow(
            () ->
                new EngineException.Conflict(
                    "cannot %s container %s: it is not running".formatted(verb, parts.name())));
  }

  private EngineException.Conflict conflict(String verb, ContainerState now) {
    String remedy = now.kind() == ContainerState.Kind.RUNNING ? "; stop it first or use force" : "";
    return new EngineException.Conflict(
        "cannot %s container %s: it is %s%s"
            .formatted(verb, parts.name(), now.kind().word(), remedy));
  }

  ContainerDetails details() {
    ContainerState now;
    lock.lock();
    try {
      now = state;
    } finally {
      lock.unlock();
    }
    return new ContainerDetails(
        parts.id(),
        parts.name(),
        parts.created(),
        parts.imageId(),
        parts.request(),
        parts.process(),
        now.status(),
        now.run().flatMap(Run::place),
        now.run().map(run -> parts.ports().bound()).orElse(Map.of()));
  }
}
