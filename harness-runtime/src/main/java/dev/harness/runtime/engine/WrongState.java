package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.EngineException;

/** What is said to who asks of a container what it cannot do in its state (C37). */
final class WrongState {
  private WrongState() {}

  static EngineException.Conflict pausedAtStart(String name) {
    return new EngineException.Conflict(
        "cannot start container %s: cannot start a paused container, try unpause instead"
            .formatted(name));
  }

  static EngineException.Conflict notPausable(String name, ContainerState.Kind kind) {
    String text =
        switch (kind) {
          case PAUSED -> "Container %s is already paused";
          case RESTARTING -> "Container %s is restarting, wait until the container is running";
          case CREATED, STARTING, RUNNING, CHANGING, EXITED, REMOVING ->
              "Container %s is not running";
        };
    return new EngineException.Conflict(text.formatted(name));
  }

  /** Docker's 500. */
  static EngineException.Failed notPaused(String name) {
    return new EngineException.Failed("Container %s is not paused".formatted(name));
  }

  static EngineException.Conflict paused(String name, String verb) {
    return new EngineException.Conflict(
        "container %s is paused, unpause the container before %s".formatted(name, verb));
  }

  static EngineException.Conflict notRemovable(String name, ContainerState now) {
    String text =
        now.status().paused()
            ? "container is paused and must be unpaused first"
            : "it is %s; stop it first or use force".formatted(now.kind().word());
    return new EngineException.Conflict("cannot remove container %s: %s".formatted(name, text));
  }
}
