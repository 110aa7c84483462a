package dev.harness.runtime.engine;

import dev.harness.runtime.engine.start.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where a container is in its life, with the resources that exist just there. */
sealed interface ContainerState {

  /** The states, for decisions. */
  enum Kind {
    CREATED("created"),
    STARTING("starting"),
    RUNNING("running"),
    PAUSED("paused"),
    CHANGING("being paused or unpaused"),
    RESTARTING("restarting"),
    EXITED("exited"),
    REMOVING("being removed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Kind kind();

  /** What callers see. */
  ContainerStatus status();

  default Optional<Run> run() {
    return Optional.empty();
  }

  default Optional<Instant> startedAt() {
    return status().startedAt();
  }

  default int exitCode() {
    return status().exitCode();
  }

  /** Completes when a change that is under way has succeeded or failed. */
  default CompletableFuture<Void> settled() {
    return CompletableFuture.completedFuture(null);
  }

  /** The state to go back to when a start fails. */
  default ContainerState afterFailedStart(StartFailure failure) {
    return this;
  }

  /** Never ran; {@code failure} is why the last start failed (C34). */
  record Created(Optional<StartFailure> failure) implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.CREATED;
    }

    @Override
    public ContainerStatus status() {
      return new ContainerStatus(
          ContainerStatus.Phase.CREATED,
          0,
          failure.map(StartFailure::exitCode).orElse(0),
          failure.map(reason -> reason.exception().getMessage()).orElse(""),
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public ContainerState afterFailedStart(StartFailure reason) {
      return new Created(Optional.of(reason));
    }
  }

  /** On the way to run; {@code settled} is for those who must wait for how that turns out. */
  record Starting(ContainerState before, CompletableFuture<Void> settled)
      implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.STARTING;
    }

    @Override
    public ContainerStatus status() {
      return before.status();
    }
  }

  /** Its process lives. */
  record Running(Run process, Instant since) implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.RUNNING;
    }

    @Override
    public Optional<Run> run() {
      return Optional.of(process);
    }

    @Override
    public ContainerStatus status() {
      return ContainerStatus.alive(ContainerStatus.Phase.RUNNING, process.pid(), since);
    }
  }

  /** Its processes live, but are stopped. */
  record Paused(Run process, Instant since) implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.PAUSED;
    }

    @Override
    public Optional<Run> run() {
      return Optional.of(process);
    }

    @Override
    public ContainerStatus status() {
      return ContainerStatus.alive(ContainerStatus.Phase.PAUSED, process.pid(), since);
    }
  }

  /** On the way from running to paused or back; may end meanwhile. */
  record Changing(ContainerState before, CompletableFuture<Void> settled)
      implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.CHANGING;
    }

    @Override
    public Optional<Run> run() {
      return before.run();
    }

    @Override
    public ContainerStatus status() {
      return before.status();
    }
  }

  /** Ran and ended. */
  record Exited(int code, String error, Instant started, Instant finished)
      implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.EXITED;
    }

    @Override
    public ContainerStatus status() {
      return new ContainerStatus(
          ContainerStatus.Phase.EXITED,
          0,
          code,
          error,
          Optional.of(started),
          Optional.of(finished));
    }

    @Override
    public ContainerState afterFailedStart(StartFailure reason) {
      return new Exited(reason.exitCode(), reason.exception().getMessage(), started, finished);
    }
  }

  /**
   * Ended, and waits until it runs again.
   *
   * @param givenUp completes when somebody keeps it from that
   */
  record Restarting(Exited last, Duration delay, CompletableFuture<Void> givenUp)
      implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.RESTARTING;
    }

    @Override
    public ContainerStatus status() {
      return last.status().in(ContainerStatus.Phase.RESTARTING);
    }
  }

  /** On the way out; nothing may be done with it. */
  record Removing(ContainerState before) implements ContainerState {
    @Override
    public Kind kind() {
      return Kind.REMOVING;
    }

    @Override
    public ContainerStatus status() {
      return before.status().in(ContainerStatus.Phase.REMOVING);
    }
  }
}
