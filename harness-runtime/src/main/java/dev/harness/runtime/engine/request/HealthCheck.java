package dev.harness.runtime.engine.request;

import dev.harness.images.manifest.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the engine finds out whether a container works (C39). A duration of zero, or no retries, means
 * that somebody else says: the image, or else the default.
 *
 * @param test {@code NONE}, or {@code CMD} or {@code CMD-SHELL} with what to run; empty = the
 *     image's
 * @param shell what runs the text of {@code CMD-SHELL}; empty = the image's, or else {@code
 *     /bin/sh -c}
 * @param interval between the end of a probe and the next one; the default is 30 s
 * @param timeout of a probe; the default is 30 s
 * @param startPeriod how long after the start failures do not count; the default is not at all
 * @param startInterval between probes while the container is starting; the default is 5 s
 * @param retries how many failures in a row make it unhealthy; the default is 3
 */
public record HealthCheck(
    List<String> test,
    List<String> shell,
    Duration interval,
    Duration timeout,
    Duration startPeriod,
    Duration startInterval,
    int retries) {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration START_INTERVAL = Duration.ofSeconds(5);
  private static final int RETRIES = 3;
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  /** Refuses what is negative. */
  public HealthCheck {
    test = List.copyOf(test);
    shell = List.copyOf(shell);
    if (interval.isNegative()
        || timeout.isNegative()
        || startPeriod.isNegative()
        || startInterval.isNegative()
        || retries < 0) {
      throw new IllegalArgumentException("a health check of negative figures");
    }
  }

  /** What an image says, to be run with its shell. */
  static HealthCheck of(Healthcheck image, List<String> shell) {
    return new HealthCheck(
        image.test(),
        shell,
        image.interval(),
        image.timeout(),
        image.startPeriod(),
        image.startInterval(),
        image.retries());
  }

  /** This one, and the other's word wherever this one says nothing. */
  HealthCheck over(HealthCheck other) {
    return new HealthCheck(
        test.isEmpty() ? other.test : test,
        shell.isEmpty() ? other.shell : shell,
        or(interval, other.interval),
        or(timeout, other.timeout),
        or(startPeriod, other.startPeriod),
        or(startInterval, other.startInterval),
        retries == 0 ? other.retries : retries);
  }

  /** What to run for a probe; nothing when the container is not to be probed. */
  public Optional<List<String>> command() {
    if (test.size() < 2) {
      return Optional.empty();
    }
    List<String> rest = test.subList(1, test.size());
    return switch (test.get(0)) {
      case "CMD" -> Optional.of(rest);
      case "CMD-SHELL" -> {
        List<String> command = new ArrayList<>(shell.isEmpty() ? SHELL : shell);
        command.addAll(rest);
        yield Optional.of(command);
      }
      default -> Optional.empty();
    };
  }

  /** The time between two probes. */
  public Duration effectiveInterval() {
    return or(interval, INTERVAL);
  }

  /** How long a probe may take. */
  public Duration effectiveTimeout() {
    return or(timeout, TIMEOUT);
  }

  /** The time between two probes of a container that is starting. */
  public Duration effectiveStartInterval() {
    return startPeriod.isZero() ? effectiveInterval() : or(startInterval, START_INTERVAL);
  }

  /** How many failures in a row make it unhealthy. */
  public int effectiveRetries() {
    return retries == 0 ? RETRIES : retries;
  }

  private static Duration or(Duration given, Duration otherwise) {
    return given.isZero() ? otherwise : given;
  }
}
