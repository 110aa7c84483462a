package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.RestartPolicy;
import java.time.Duration;
import java.util.Optional;

/** Decides whether and when a container that ended runs again (C38). Not safe for several threads. */
final class Restarts {
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  /** A run that lasted so long was no failed start: the next delay is the first again. */
  private static final Duration SOUND_RUN = Duration.ofSeconds(10);

  private RestartPolicy policy;
  private boolean forbidden;
  private int failures;
  private int count;
  private Duration delay = Duration.ZERO;

  Restarts(RestartPolicy policy) {
    this.policy = policy;
  }

  RestartPolicy policy() {
    return policy;
  }

  /** Decides by another policy from now on. */
  void follow(RestartPolicy other) {
    policy = other;
  }

  /** Somebody starts it: counts from anew. */
  void begin() {
    forbidden = false;
    failures = 0;
    count = 0;
    delay = Duration.ZERO;
  }

  /** Somebody ends it: it is to stay so. */
  void forbid() {
    forbidden = true;
  }

  /** How often it ran again since somebody started it. */
  int count() {
    return count;
  }

  /**
   * How long to wait before it runs again; nothing when it does not.
   *
   * @param ran how long the run lasted
   */
  Optional<Duration> after(int exitCode, Duration ran) {
    failures = exitCode == 0 ? 0 : failures + 1;
    if (forbidden || !applies(exitCode)) {
      return Optional.empty();
    }
    count++;
    delay = ran.compareTo(SOUND_RUN) >= 0 || delay.isZero() ? FIRST_DELAY : doubled(delay);
    return Optional.of(delay);
  }

  private boolean applies(int exitCode) {
    return switch (policy.kind()) {
      case NO -> false;
      case ALWAYS, UNLESS_STOPPED -> true;
      case ON_FAILURE ->
          exitCode != 0 && (policy.maximumRetries() == 0 || failures <= policy.maximumRetries());
    };
  }

  private static Duration doubled(Duration delay) {
    Duration twice = delay.multipliedBy(2);
    return twice.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : twice;
  }
}
