package dev.harness.spec;

import dev.harness.engineapi.container.ContainerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * What the engine does again and again to find out whether a container works. Immutable: each method
 * returns another one. What is not said is the image's, or else Docker's default.
 *
 * <pre>{@code
 * HealthCheck.shell("pg_isready -U shop").interval(Duration.ofSeconds(1)).retries(30)
 * }</pre>
 *
 * @param test {@code CMD} with words or {@code CMD-SHELL} with a line; {@code NONE}; empty: the
 *     image's
 * @param interval between two runs; zero, as for the others: not said
 * @param timeout after which a run has failed
 * @param startPeriod in which failures do not count
 * @param startInterval between two runs within it
 * @param retries how many failures in a row make it unhealthy
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record HealthCheck(
    List<String> test,
    Duration interval,
    Duration timeout,
    Duration startPeriod,
    Duration startInterval,
    int retries) {

  /** Checks the values. */
  public HealthCheck {
    test = List.copyOf(test);
    test.forEach(word -> SpecRules.text("a word of the health check", word));
    requireNotNegative("interval", interval);
    requireNotNegative("timeout", timeout);
    requireNotNegative("start period", startPeriod);
    requireNotNegative("start interval", startInterval);
    if (retries < 0) {
      throw new IllegalArgumentException("a health check cannot fail " + retries + " times");
    }
  }

  private static void requireNotNegative(String what, Duration time) {
    if (!time.isZero()) {
      Duration unused = SpecRules.time("the %s of the health check".formatted(what), time);
    }
  }

  /** One of these words, which says no more. */
  public static HealthCheck of(List<String> test) {
    return new HealthCheck(test, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
  }

  /** One that runs a command without a shell. */
  public static HealthCheck command(String... words) {
    List<String> test = new ArrayList<>(List.of("CMD"));
    test.addAll(List.of(words));
    return of(test);
  }

  /** One that the image's shell runs. */
  public static HealthCheck shell(String line) {
    return of(List.of("CMD-SHELL", line));
  }

  /** None, also where the image has one. */
  public static HealthCheck none() {
    return of(List.of("NONE"));
  }

  /** Sets the time between two runs. */
  public HealthCheck interval(Duration time) {
    return new HealthCheck(test, time, timeout, startPeriod, startInterval, retries);
  }

  /** Sets after which time a run has failed. */
  public HealthCheck timeout(Duration time) {
    return new HealthCheck(test, interval, time, startPeriod, startInterval, retries);
  }

  /** Sets the time from the start in which failures do not count. */
  public HealthCheck startPeriod(Duration time) {
    return new HealthCheck(test, interval, timeout, time, startInterval, retries);
  }

  /** Sets the time between two runs within the start period. */
  public HealthCheck startInterval(Duration time) {
    return new HealthCheck(test, interval, timeout, startPeriod, time, retries);
  }

  /** Sets how many failures in a row make it unhealthy. */
  public HealthCheck retries(int times) {
    return new HealthCheck(test, interval, timeout, startPeriod, startInterval, times);
  }

  /** The form of the API. */
  public ContainerConfig.Healthcheck form() {
    return new ContainerConfig.Healthcheck(
        test,
        interval.toNanos(),
        timeout.toNanos(),
        startPeriod.toNanos(),
        startInterval.toNanos(),
        retries);
  }
}
