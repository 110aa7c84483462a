package dev.harness.runtime.engine.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the probes of a container have found.
 *
 * @param failingStreak how many of the last probes failed without one in between that did not
 * @param log the last probes, the newest last
 */
public record Health(Status status, int failingStreak, List<Probe> log) {
  private static final int PROBES_KEPT = 5;

  /** What is known before the first probe. */
  static final Health STARTING = new Health(Status.STARTING, 0, List.of());

  /** Copies the log. */
  public Health {
    log = List.copyOf(log);
  }

  /** What it comes to. */
  public enum Status {
    /** No probe has succeeded since the start, nor have too many failed. */
    STARTING("starting"),
    /** The last probe succeeded, or not too many since. */
    HEALTHY("healthy"),
    /** Too many failed, or it runs no more. */
    UNHEALTHY("unhealthy");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** The word of the API. */
    public String word() {
      return word;
    }
  }

  /**
   * One probe.
   *
   * @param exitCode 0 = it works; -1 = the probe did not end in time, or could not be run
   * @param output what it wrote, cut
   */
  public record Probe(Instant start, Instant end, int exitCode, String output) {}

  /**
   * What is known after one more probe.
   *
   * @param counts whether a failure counts
   * @param retries how many failures in a row are too many
   */
  Health after(Probe probe, boolean counts, int retries) {
    if (probe.exitCode() == 0) {
      return new Health(Status.HEALTHY, 0, logged(probe));
    }
    if (status == Status.STARTING && !counts) {
      return new Health(status, failingStreak, logged(probe));
    }
    int streak = failingStreak + 1;
    return new Health(streak >= retries ? Status.UNHEALTHY : status, streak, logged(probe));
  }

  /** The same of a container that runs no more. */
  Health stopped() {
    return new Health(Status.UNHEALTHY, failingStreak, log);
  }

  private List<Probe> logged(Probe probe) {
    List<Probe> all = new ArrayList<>(log);
    all.add(probe);
    return all.subList(Math.max(0, all.size() - PROBES_KEPT), all.size());
  }
}
