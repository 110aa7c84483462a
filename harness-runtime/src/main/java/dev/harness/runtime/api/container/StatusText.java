package dev.harness.runtime.api.container;

import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.ContainerStatus;
import dev.harness.runtime.engine.health.Health;
import java.time.Duration;
import java.time.Instant;

/** Says a container's state in words for people: {@code Up 3 minutes}. */
final class StatusText {
  private StatusText() {}

  static String of(ContainerDetails container, Instant now) {
    ContainerStatus status = container.status();
    String words = of(status, now);
    return status.phase() == ContainerStatus.Phase.RUNNING
        ? words + container.health().map(StatusText::of).orElse("")
        : words;
  }

  private static String of(Health health) {
    return health.status() == Health.Status.STARTING
        ? " (health: starting)"
        : " (%s)".formatted(health.status().word());
  }

  static String of(ContainerStatus status, Instant now) {
    return switch (status.phase()) {
      case CREATED -> "Created";
      case RUNNING -> "Up " + since(status.startedAt().orElse(now), now);
      case PAUSED -> "Up " + since(status.startedAt().orElse(now), now) + " (Paused)";
      case RESTARTING ->
          "Restarting (%d) %s ago"
              .formatted(status.exitCode(), since(status.finishedAt().orElse(now), now));
      case EXITED ->
          "Exited (%d) %s ago"
              .formatted(status.exitCode(), since(status.finishedAt().orElse(now), now));
      case REMOVING -> "Removal In Progress";
    };
  }

  private static String since(Instant start, Instant now) {
    Duration time = Duration.between(start, now);
    if (time.toSeconds() < 1) {
      return "Less than a second";
    }
    if (time.toMinutes() < 1) {
      return count(time.toSeconds(), "second");
    }
    if (time.toHours() < 1) {
      return count(time.toMinutes(), "minute");
    }
    return time.toDays() < 2 ? count(time.toHours(), "hour") : count(time.toDays(), "day");
  }

  private static String count(long number, String unit) {
    return number == 1 ? "1 " + unit : number + " " + unit + "s";
  }
}
