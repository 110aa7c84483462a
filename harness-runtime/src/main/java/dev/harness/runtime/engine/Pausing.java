package dev.harness.runtime.engine;

import dev.harness.runtime.engine.health.HealthWatch;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.engine.start.Run;
import java.util.Map;
import java.util.Optional;

/** Stops the processes of one container and lets them go on (C44). */
final class Pausing {
  private final ContainerParts parts;
  private final Standing standing;
  private final Termination termination;
  private final ContainerEvents events;
  private final Optional<HealthWatch> health;

  Pausing(
      ContainerParts parts,
      Standing standing,
      Termination termination,
      ContainerEvents events,
      Optional<HealthWatch> health) {
    this.parts = parts;
    this.standing = standing;
    this.termination = termination;
    this.events = events;
    this.health = health;
  }

  void pause() {
    ContainerState.Changing claim = standing.claimPause(termination);
    Run run = claim.run().orElseThrow();
    ContainerState next = claim.before();
    health.ifPresent(HealthWatch::end);
    try {
      parts.limits().freeze(run.pid());
      next = new ContainerState.Paused(run, claim.startedAt().orElseThrow());
    } finally {
      boolean lives = standing.changes(claim, next);
      if (lives && next == claim.before()) {
        probeAgain();
      } else if (lives) {
        events.publish("pause", Map.of());
      }
    }
  }

  /** Unless it has ended before its probes could be told. */
  private void probeAgain() {
    health.ifPresent(HealthWatch::resume);
    if (standing.running().isEmpty()) {
      health.ifPresent(HealthWatch::end);
    }
  }

  void unpause() {
    goOn(standing.claimUnpause(termination));
  }

  /** Lets it go on when it is paused, so that it can end. */
  void unpauseToEnd() {
    while (standing.now().status().paused()) {
      try {
        unpause();
      } catch (EngineException.Failed alreadyOn) {
        if (standing.now().status().paused()) {
          throw alreadyOn;
        }
      }
    }
  }

  private void goOn(ContainerState.Changing claim) {
    Run run = claim.run().orElseThrow();
    ContainerState next = claim.before();
    try {
      parts.limits().thaw();
      next = new ContainerState.Running(run, claim.startedAt().orElseThrow());
    } finally {
      if (standing.changes(claim, next) && next != claim.before()) {
        events.publish("unpause", Map.of());
        probeAgain();
      }
    }
  }
}
