package dev.harness.images.registry.transport;

import dev.harness.images.registry.RegistryException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Asks again, with growing pauses, when a failure may be temporary (P27). */
public final class Retry {
  /** How often in a row something may fail. */
  public static final int ATTEMPTS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE_WHEN_TOO_MANY = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final Pause pause;

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after {@code duration}. */
    void await(Duration duration) throws InterruptedException;
  }

  /** Waits by {@code pause}. */
  public Retry(Pause pause) {
    this.pause = pause;
  }

  /**
   * Attempts until it succeeds or there is no hope.
   *
   * @throws RegistryException the last failure
   */
  public <T> T run(Supplier<T> attempt) {
    for (int failures = 0; ; ) {
      try {
        return attempt.get();
      } catch (RegistryException e) {
        if (!e.isTemporary() || ++failures >= ATTEMPTS) {
          throw e;
        }
        pause(failures, e);
      }
    }
  }

  /** Waits before the next attempt, after {@code failures} in a row of which this is the last. */
  public void pause(int failures, RegistryException last) {
    boolean tooMany = last instanceof RegistryException.TooManyRequests;
    Duration first = tooMany ? FIRST_PAUSE_WHEN_TOO_MANY : FIRST_PAUSE;
    Duration growing = first.multipliedBy(1L << Math.min(failures - 1, 6));
    Duration wanted = last.retryAfter().isZero() ? growing : last.retryAfter();
    Duration bounded = wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    long jitterMillis = ThreadLocalRandom.current().nextLong(1 + bounded.toMillis() / 4);
    try {
      pause.await(bounded.plusMillis(jitterMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      last.addSuppressed(e);
      throw last;
    }
  }
}
