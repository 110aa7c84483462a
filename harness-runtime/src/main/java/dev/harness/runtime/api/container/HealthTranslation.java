package dev.harness.runtime.api.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.health.Health;
import dev.harness.runtime.engine.request.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how a container is to be probed, and shows that with what came of it (C39). */
final class HealthTranslation {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Set<String> KINDS = Set.of("NONE", "CMD", "CMD-SHELL");

  private HealthTranslation() {}

  /**
   * Reads and checks a request's health check.
   *
   * @throws RefusedRequest naming the field that is wrong
   */
  static Optional<HealthCheck> of(ContainerConfig config) {
    return Optional.ofNullable(config.healthcheck()).map(check -> of(check, shell(config)));
  }

  private static HealthCheck of(ContainerConfig.Healthcheck check, List<String> shell) {
    List<String> test = check.test();
    if (!test.isEmpty() && !KINDS.contains(test.get(0))) {
      throw refused("Test begins with '%s', want NONE, CMD or CMD-SHELL".formatted(test.get(0)));
    }
    if (test.size() == 1 && !test.get(0).equals("NONE")) {
      throw refused("Test has nothing to run after " + test.get(0));
    }
    if (check.retries() < 0) {
      throw refused("Retries in Healthcheck cannot be negative");
    }
    return new HealthCheck(
        test,
        shell,
        duration("Interval", check.interval()),
        duration("Timeout", check.timeout()),
        duration("StartPeriod", check.startPeriod()),
        duration("StartInterval", check.startInterval()),
        check.retries());
  }

  private static Duration duration(String field, long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    if (nanos != 0 && duration.compareTo(SHORTEST) < 0) {
      throw refused(field + " in Healthcheck cannot be less than 1ms");
    }
    return duration;
  }

  private static List<String> shell(ContainerConfig config) {
    List<String> shell = new ArrayList<>();
    JsonNode given = config.other().get("Shell");
    if (given != null) {
      given.forEach(word -> shell.add(word.asText()));
    }
    return shell;
  }

  private static RefusedRequest refused(String reason) {
    return RefusedRequest.malformed("Healthcheck: " + reason);
  }

  /** The check as a request would say it. */
  static ContainerConfig.Healthcheck view(HealthCheck check) {
    return new ContainerConfig.Healthcheck(
        check.test(),
        check.interval().toNanos(),
        check.timeout().toNanos(),
        check.startPeriod().toNanos(),
        check.startInterval().toNanos(),
        check.retries());
  }

  static ContainerState.Health view(Health health) {
    return new ContainerState.Health(
        health.status().word(),
        health.failingStreak(),
        health.log().stream().map(HealthTranslation::view).toList());
  }

  private static ContainerState.Probe view(Health.Probe probe) {
    return new ContainerState.Probe(
        probe.start().toString(), probe.end().toString(), probe.exitCode(), probe.output());
  }
}
