package dev.harness.images.manifest;

import dev.harness.images.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * How an image says that a container of it can be probed. Zero means that the default is taken.
 *
 * @param test {@code NONE}, or {@code CMD} or {@code CMD-SHELL} with what to run; empty to inherit
 * @param interval the time between two probes
 * @param timeout how long a probe may take
 * @param startPeriod how long failures do not count after the start
 * @param startInterval the time between two probes in that period
 * @param retries how many failures in a row make a container unhealthy
 */
public record Healthcheck(
    List<String> test,
    Duration interval,
    Duration timeout,
    Duration startPeriod,
    Duration startInterval,
    int retries) {

  /** Copies the list. */
  public Healthcheck {
    test = List.copyOf(test);
  }

  static Healthcheck read(JsonObject json) {
    return new Healthcheck(
        json.texts("Test"),
        nanos(json, "Interval"),
        nanos(json, "Timeout"),
        nanos(json, "StartPeriod"),
        nanos(json, "StartInterval"),
        Math.toIntExact(
            Math.max(0, Math.min(Integer.MAX_VALUE, json.number("Retries").orElse(0)))));
  }

  private static Duration nanos(JsonObject json, String name) {
    return Duration.ofNanos(Math.max(0, json.number(name).orElse(0)));
  }
}
