package dev.harness.runtime.engine;

import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.engine.exec.Exec;
import dev.harness.runtime.engine.exec.ExecStarter;
import dev.harness.runtime.engine.exec.Execs;
import dev.harness.runtime.engine.health.HealthWatch;
import dev.harness.runtime.engine.limit.ContainerUsage;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.engine.request.HealthCheck;
import dev.harness.runtime.engine.request.RestartPolicy;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.engine.start.Run;
import dev.harness.runtime.engine.start.Starter;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one container goes through, from its first start to its removal. */
final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  /** What is told of an end that could not be observed: Docker's 255. */
  private static final ExitStatus UNKNOWN = new ExitStatus(false, 255);

  private final ContainerParts parts;
  private final Starter starter;
  private final Execs execs;
  private final EngineVolumes volumes;
  private final ContainerEvents events;
  private final Clock clock;
  private final Consumer<ContainerId> forget;
  private final Termination termination;
  private final Standing standing;
  private final Optional<HealthWatch> health;

  Lifecycle(
      ContainerParts parts,
      Starter starter,
      Execs execs,
      EngineVolumes volumes,
      ContainerEvents events,
      Clock clock,
      Consumer<ContainerId> forget) {
    this.parts = parts;
    this.starter = starter;
    this.execs = execs;
    this.volumes = volumes;
    this.events = events;
    this.clock = clock;
    this.forget = forget;
    this.termination = new Termination(parts.naming(), events, () -> pausing().unpauseToEnd());
    this.standing = new Standing(parts);
    this.health =
        parts.process().health().flatMap(check -> check.command().map(run -> watch(check, run)));
  }

  private HealthWatch watch(HealthCheck check, List<String> command) {
    return new HealthWatch(
        "health-" + parts.id().shortForm(),
        check,
        command,
        this::prepareExec,
        clock,
        status -> events.publish("health_status: " + status.word(), Map.of()));
  }

  boolean start() {
    Optional<ContainerState.Starting> claimed = standing.claimStart(termination);
    claimed.ifPresent(this::start);
    return claimed.isPresent();
  }

  private void start(ContainerState.Starting starting) {
    try {
      start(starting.before());
    } finally {
      starting.settled().complete(null);
    }
  }

  private void start(ContainerState before) {
    // What stands when even the failure has no words.
    ContainerState next = before;
    try {
      Run run = starter.start(parts);
      ContainerState.Running running = new ContainerState.Running(run, clock.instant());
      standing.runs(running);
      next = running;
      volumes.mounted(parts.id(), parts.mounts().all());
      events.publish("start", Map.of());
      health.ifPresent(HealthWatch::begin);
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

  /** Whoever waits for the end of the run that never was is told how it failed. */
  private void startFailed(ContainerState next) {
    standing.endsForGood(next).tell(next.exitCode());
    if (parts.request().host().autoRemove()) {
      autoRemove();
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
    health.ifPresent(HealthWatch::end);
    try {
      run.close();
    } catch (RuntimeException failure) {
      LOG.warn("container {}: cannot free all it used: {}", parts.name(), failure.getMessage());
    }
    ContainerState.Exited exited = exited(status);
    Standing.End end = standing.ends(exited);
    long seconds = Duration.between(exited.started(), exited.finished()).toSeconds();
    events.publish(
        "die",
        Map.of(
            "exitCode", Integer.toString(status.code()), "execDuration", Long.toString(seconds)));
    volumes.unmounted(parts.id(), parts.mounts().all());
    end.tell(status.code());
    end.restarting().ifPresent(this::startAgain);
    if (parts.request().host().autoRemove()) {
      autoRemove();
    }
  }

  private ContainerState.Exited exited(ExitStatus status) {
    Instant startedAt = standing.now().startedAt().orElseGet(clock::instant);
    return new ContainerState.Exited(status.code(), "", startedAt, clock.instant());
  }

  /** After the delay, unless somebody gives it up; on the thread that saw the run end. */
  private void startAgain(ContainerState.Restarting restarting) {
    if (termination.await(restarting.givenUp(), restarting.delay())) {
      return;
    }
    try {
      standing.claimRestart(restarting).ifPresent(this::start);
    } catch (EngineException failure) {
      LOG.warn("container {} stays ended: {}", parts.name(), failure.getMessage());
    }
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

  boolean stop(Optional<Duration> patience) {
    if (standing.forbidRestart()) {
      events.publish("stop", Map.of());
      return true;
    }
    termination.await(standing.now().settled());
    Optional<Termination.Target> running = standing.running();
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
    boolean ends = signal.equals(Signal.KILL) || signal.equals(parts.process().stopSignal());
    if (ends && standing.forbidRestart()) {
      return;
    }
    Termination.Target running =
        standing
            .running()
            .orElseThrow(
                () ->
                    new EngineException.Conflict(
                        "cannot kill container %s: it is not running".formatted(parts.name())));
    if (signal.equals(Signal.KILL)) {
      termination.kill(running);
    } else {
      termination.signal(running, signal);
      if (signal.equals(parts.process().stopSignal())) {
        pausing().unpauseToEnd();
      }
    }
  }

  /** Stops its processes, or lets them go on. */
  Pausing pausing() {
    return new Pausing(parts, standing, termination, events, health);
  }

  /** Changes its limits, and when it runs again if that is said. */
  void update(ResourceLimits more, Optional<RestartPolicy> restart) {
    standing.requireNotRemoving("update");
    if (restart.isPresent() && parts.request().host().autoRemove()) {
      throw new EngineException.Conflict(
          "Cannot update container %s: Restart policy cannot be updated because AutoRemove is enabled"
              .formatted(parts.name()));
    }
    termination.await(standing.now().settled());
    parts.limits().update(more, standing.now().run().map(Run::pid));
    restart.ifPresent(standing::restartBy);
    events.publish("update", Map.of());
  }

  /** What its processes use, and the network of its first one; nothing when none runs. */
  Optional<ContainerUsage> usage() {
    return standing.now().run().map(run -> ContainerUsage.of(parts.limits(), run.pid()));
  }

  void remove(boolean force, boolean withVolumes) {
    Optional<Integer> exitCode =
        force ? standing.claimForcedRemoval(termination) : standing.claimRemoval();
    if (exitCode.isEmpty()) {
      termination.await(standing.when(WaitCondition.REMOVED).toCompletableFuture());
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
      standing.removed(exitCode.get());
    }
  }

  CompletionStage<Integer> when(WaitCondition condition) {
    return standing.when(condition);
  }

  void requireNotRemoving(String verb) {
    standing.requireNotRemoving(verb);
  }

  /** What others do with it while it is where it is. */
  Visits visits() {
    return new Visits(parts, standing, events);
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

  private ExecStarter execStarter() {
    return new ExecStarter(parts, starter, this::runningOrConflict, events::publish);
  }

  /** Refuses what a paused container cannot do. */
  void requireNotPaused(String verb) {
    if (standing.now().status().paused()) {
      throw WrongState.paused(parts.name(), verb);
    }
  }

  Exec prepareExec(ExecRequest request) {
    return execs.create(execStarter(), request, when(WaitCondition.REMOVED));
  }

  private Run runningOrConflict() {
    requireNotPaused("exec");
    return standing
        .running()
        .map(Termination.Target::run)
        .orElseThrow(() -> Starter.notRunning(parts));
  }

  ContainerDetails details() {
    ContainerState now = standing.now();
    return new ContainerDetails(
        parts.id(),
        parts.name(),
        parts.created(),
        parts.imageId(),
        parts.request().updated(parts.limits().now(), standing.restartPolicy()),
        parts.process(),
        now.status(),
        parts.networks().places(),
        now.run().map(run -> parts.ports().bound()).orElse(Map.of()),
        parts.mounts().all(),
        parts.limits().oomKilled(),
        health.map(HealthWatch::health),
        standing.restartCount());
  }
}
