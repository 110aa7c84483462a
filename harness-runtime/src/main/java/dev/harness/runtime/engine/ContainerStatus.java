package dev.harness.runtime.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a container is in its life, as seen from outside.
 *
 * @param phase Docker's word for it
 * @param pid the process id as the engine sees it, 0 when nothing runs
 * @param exitCode of the last run: the process's code, or 128 plus the signal (C34)
 * @param error why the last start failed, else empty
 * @param startedAt when the last run began
 * @param finishedAt when the last run ended
 */
public record ContainerStatus(
    Phase phase,
    int pid,
    int exitCode,
    String error,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {

  /** Docker's words for the state of a container. */
  public enum Phase {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    EXITED,
    REMOVING;

    /** The word as the API writes it. */
    public String word() {
      return switch (this) {
        case CREATED -> "created";
        case RUNNING -> "running";
        case PAUSED -> "paused";
        case RESTARTING -> "restarting";
        case EXITED -> "exited";
        case REMOVING -> "removing";
      };
    }
  }

  /** Whether it counts as running for Docker: also paused, and while it waits to run again. */
  public boolean running() {
    return phase == Phase.RUNNING || phase == Phase.RESTARTING || paused();
  }

  /** Whether its processes are stopped. */
  public boolean paused() {
    return phase == Phase.PAUSED;
  }

  /** That of a container whose process lives. */
  static ContainerStatus alive(Phase phase, int pid, Instant since) {
    return new ContainerStatus(phase, pid, 0, "", Optional.of(since), Optional.empty());
  }

  /** The same in another phase, in which no process lives. */
  ContainerStatus in(Phase other) {
    return new ContainerStatus(other, 0, exitCode, error, startedAt, finishedAt);
  }
}
