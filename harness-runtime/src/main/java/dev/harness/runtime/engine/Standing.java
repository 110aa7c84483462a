package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.RestartPolicy;
import dev.harness.runtime.engine.start.ContainerParts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that one container is in, and those who wait for the next. Whoever wants to change it claims the change
 * here, works without a lock, and commits what came of it.
 */
final class Standing {
  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  private static final String NOT_STARTABLE =
      "container %s is marked for removal and cannot be started";

  private final ContainerParts parts;
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Integer> removed = new CompletableFuture<>();
  private final Restarts restarts;
  private ContainerState state = new ContainerState.Created(Optional.empty());
  private CompletableFuture<Integer> nextExit = new CompletableFuture<>();

  /** As {@link #nextExit}, but of an end after which it does not run again. */
  private CompletableFuture<Integer> finalExit = new CompletableFuture<>();

  /** While there are any that have not claimed it yet, nobody may start it. */
  private int forcedRemovals;

  Standing(ContainerParts parts) {
    this.parts = parts;
    this.restarts = new Restarts(parts.request().host().restart());
  }

  /**
   * An end that was committed.
   *
   * @param waiting those who wait for it, who are to be told
   * @param restarting when it is to run again
   */
  record End(
      List<CompletableFuture<Integer>> waiting, Optional<ContainerState.Restarting> restarting) {
    void tell(int exitCode) {
      waiting.forEach(future -> future.complete(exitCode));
    }
  }

  ContainerState now() {
    return locked(() -> state);
  }

  private <T> T locked(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  /** What runs, with its end. */
  Optional<Termination.Target> running() {
    return locked(() -> state.run().map(run -> new Termination.Target(run, nextExit)));
  }

  /** Nothing when it runs already; waits for a start that is under way. */
  Optional<ContainerState.Starting> claimStart(Termination termination) {
    while (true) {
      termination.await(now().settled());
      lock.lock();
      try {
        switch (state.kind()) {
          case RUNNING, RESTARTING -> {
            return Optional.empty();
          }
          case CREATED, EXITED -> {
            restarts.begin();
            return Optional.of(starting());
          }
          case PAUSED -> throw WrongState.pausedAtStart(parts.name());
          case REMOVING -> throw inRemoval(NOT_STARTABLE);
          case STARTING, CHANGING ->
              LOG.debug("container {}: somebody else changes it", parts.name());
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private ContainerState.Starting starting() {
    if (forcedRemovals > 0) {
      throw inRemoval(NOT_STARTABLE);
    }
    ContainerState.Starting starting =
        new ContainerState.Starting(state, new CompletableFuture<>());
    state = starting;
    return starting;
  }

  /**
   * Takes a container that runs to pause it; waits for a change that is under way.
   *
   * @throws EngineException.Conflict when it does not run, or is paused already (C37)
   */
  ContainerState.Changing claimPause(Termination termination) {
    return claimChange(
        termination,
        ContainerState.Kind.RUNNING,
        kind -> WrongState.notPausable(parts.name(), kind));
  }

  /**
   * Takes a container that is paused to let it go on; waits for a change that is under way.
   *
   * @throws EngineException.Failed when it is not: Docker's 500 (C37)
   */
  ContainerState.Changing claimUnpause(Termination termination) {
    return claimChange(
        termination, ContainerState.Kind.PAUSED, kind -> WrongState.notPaused(parts.name()));
  }

  private ContainerState.Changing claimChange(
      Termination termination,
      ContainerState.Kind from,
      Function<ContainerState.Kind, EngineException> refusal) {
    while (true) {
      termination.await(now().settled());
      lock.lock();
      try {
        if (state.kind() == from) {
          ContainerState.Changing claim =
              new ContainerState.Changing(state, new CompletableFuture<>());
          state = claim;
          return claim;
        }
        if (state.settled().isDone()) {
          throw refusal.apply(state.kind());
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Commits what came of a claim, unless the container has ended meanwhile; whether it has not. */
  boolean changes(ContainerState.Changing claim, ContainerState next) {
    lock.lock();
    try {
      boolean still = state == claim;
      if (still) {
        state = next;
      }
      return still;
    } finally {
      lock.unlock();
      claim.settled().complete(null);
    }
  }

  void runs(ContainerState.Running next) {
    lock.lock();
    try {
      state = next;
    } finally {
      lock.unlock();
    }
  }

  /** When it runs again after its end. */
  RestartPolicy restartPolicy() {
    return locked(restarts::policy);
  }

  /** Changes when it runs again, from the next end on. */
  void restartBy(RestartPolicy policy) {
    lock.lock();
    try {
      restarts.follow(policy);
    } finally {
      lock.unlock();
    }
  }

  /** Commits the end of a run, after which it may run again. */
  End ends(ContainerState.Exited exited) {
    lock.lock();
    try {
      Duration ran = Duration.between(exited.started(), exited.finished());
      Optional<Duration> delay = restarts.after(exited.code(), ran);
      if (delay.isEmpty()) {
        return endsForGood(exited);
      }
      ContainerState.Restarting restarting =
          new ContainerState.Restarting(exited, delay.get(), new CompletableFuture<>());
      state = restarting;
      CompletableFuture<Integer> waiting = nextExit;
      nextExit = new CompletableFuture<>();
      return new End(List.of(waiting), Optional.of(restarting));
    } finally {
      lock.unlock();
    }
  }

  /** Commits a state in which nothing runs, nor will by itself. */
  End endsForGood(ContainerState next) {
    lock.lock();
    try {
      state = next;
      List<CompletableFuture<Integer>> waiting = List.of(nextExit, finalExit);
      nextExit = new CompletableFuture<>();
      finalExit = new CompletableFuture<>();
      return new End(waiting, Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  /** Nothing when somebody gave up the restart meanwhile. */
  Optional<ContainerState.Starting> claimRestart(ContainerState.Restarting restarting) {
    lock.lock();
    try {
      if (!state.equals(restarting)) {
        return Optional.empty();
      }
      ContainerState.Starting starting =
          new ContainerState.Starting(restarting.last(), new CompletableFuture<>());
      state = starting;
      return Optional.of(starting);
    } finally {
      lock.unlock();
    }
  }

  /** It is to stay ended from its next end on, or from now on; whether it waited to run again. */
  boolean forbidRestart() {
    End end;
    ContainerState.Restarting waiting;
    lock.lock();
    try {
      restarts.forbid();
      if (!(state instanceof ContainerState.Restarting restarting)) {
        return false;
      }
      waiting = restarting;
      end = endsForGood(restarting.last());
    } finally {
      lock.unlock();
    }
    waiting.givenUp().complete(null);
    end.tell(waiting.exitCode());
    return true;
  }

  /** How often it ran again by itself since somebody started it. */
  int restartCount() {
    return locked(restarts::count);
  }

  /** The last exit code; nothing when it is being removed already. */
  Optional<Integer> claimForcedRemoval(Termination termination) {
    forbidStarts(1);
    try {
      // No start can come between the end and the removal.
      boolean unused = forbidRestart();
      termination.await(now().settled());
      running().ifPresent(termination::kill);
      return claimRemoval(true);
    } finally {
      forbidStarts(-1);
    }
  }

  private void forbidStarts(int more) {
    lock.lock();
    try {
      forcedRemovals += more;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The last exit code.
   *
   * @throws EngineException.Conflict when it runs or is being removed already
   */
  Optional<Integer> claimRemoval() {
    return claimRemoval(false);
  }

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
        case RUNNING, PAUSED, STARTING, CHANGING, RESTARTING ->
            throw WrongState.notRemovable(parts.name(), before);
      };
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits for an exit that can no longer come is told the last one. */
  void removed(int exitCode) {
    removed.complete(exitCode);
    endsForGood(now()).tell(exitCode);
  }

  void requireNotRemoving(String verb) {
    if (now().kind() == ContainerState.Kind.REMOVING) {
      throw inRemoval("cannot " + verb + " container %s: it is being removed");
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
              case RUNNING, PAUSED, STARTING, CHANGING, RESTARTING -> finalExit;
              case CREATED, EXITED, REMOVING -> CompletableFuture.completedFuture(state.exitCode());
            };
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
}
