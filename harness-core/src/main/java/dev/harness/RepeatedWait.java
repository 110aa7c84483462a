package dev.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Waits until an attempt succeeds, which is made again and again. */
final class RepeatedWait extends Wait {
  private final String what;
  private final Duration pause;
  private final Function<RunningContainer, Optional<String>> attempt;

  /**
   * Makes a wait.
   *
   * @param what is awaited, as it follows "waiting for"
   * @param pause between two attempts
   * @param attempt returns what was found instead, nothing when it succeeded
   */
  RepeatedWait(String what, Duration pause, Function<RunningContainer, Optional<String>> attempt) {
    this.what = what;
    this.pause = pause;
    this.attempt = attempt;
  }

  @Override
  void await(Startup startup) {
    Optional<String> missing = missing(startup.container());
    while (missing.isPresent()) {
      startup.pause(pause, "waiting for " + what + " (last: " + missing.get() + ")");
      missing = missing(startup.container());
    }
  }

  @Override
  public String toString() {
    return what;
  }

  private Optional<String> missing(RunningContainer container) {
    try {
      return attempt.apply(container);
    } catch (ContainerAccessException e) {
      // The container may just have exited, which the pause finds out.
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
