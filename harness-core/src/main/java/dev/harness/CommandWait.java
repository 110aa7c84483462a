package dev.harness;

import java.time.Duration;
import java.util.List;

/** Waits until a command in the container succeeds. */
final class CommandWait extends Wait {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final List<String> command;

  CommandWait(List<String> command) {
    this.command = command;
  }

  @Override
  void await(Startup startup) {
    String last = attempt(startup.container());
    while (!last.isEmpty()) {
      startup.pause(
          PAUSE,
          "waiting for command '%s' to succeed (last: %s)"
              .formatted(String.join(" ", command), last));
      last = attempt(startup.container());
    }
  }

  /** Returns nothing when the command succeeded, otherwise how it ended. */
  private String attempt(RunningContainer container) {
    try {
      int exitCode = container.exec(command).exitCode();
      return exitCode == 0 ? "" : "exit code " + exitCode;
    } catch (ContainerAccessException e) {
      // The container may just have exited, which the pause finds out.
      return String.valueOf(e.getMessage());
    }
  }
}
