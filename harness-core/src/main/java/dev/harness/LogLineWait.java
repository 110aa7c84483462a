package dev.harness;

import dev.harness.follow.LogFollower;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Waits for lines of the log. */
final class LogLineWait extends Wait {
  private final Pattern pattern;
  private final int times;

  LogLineWait(Pattern pattern, int times) {
    this.pattern = pattern;
    this.times = times;
  }

  /**
   * What a program writes several times until it is ready it writes while it initialises something,
   * and from a snapshot, or when it runs again, that is done. How often it writes it then nobody
   * knows, but for the once by which it says that it is ready; its ports tell the rest.
   */
  @Override
  void await(Startup startup) {
    if (times > 1 && startup.container().isInitialised()) {
      awaitLines(startup, 1);
      Wait.forPublishedPorts().await(startup);
    } else {
      awaitLines(startup, times);
    }
  }

  private void awaitLines(Startup startup, int number) {
    CompletableFuture<Void> found = new CompletableFuture<>();
    AtomicInteger missing = new AtomicInteger(number);
    try (LogFollower follower =
        startup
            .container()
            .followLog(
                line -> {
                  if (pattern.matcher(line.text()).find() && missing.decrementAndGet() == 0) {
                    found.complete(null);
                  }
                })) {
      startup.await(found, follower.ended(), "waiting for " + text(number));
    }
  }

  private String text(int number) {
    return "%s '%s'"
        .formatted(
            number == 1 ? "a log line that matches" : number + " log lines that match", pattern);
  }

  @Override
  public String toString() {
    return text(times);
  }
}
