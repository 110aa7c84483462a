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

  @Override
  void await(Startup startup) {
    CompletableFuture<Void> found = new CompletableFuture<>();
    AtomicInteger missing = new AtomicInteger(times);
    try (LogFollower follower =
        startup
            .container()
            .followLog(
                line -> {
                  if (pattern.matcher(line.text()).find() && missing.decrementAndGet() == 0) {
                    found.complete(null);
                  }
                })) {
      startup.await(
          found,
          follower.ended(),
          "waiting for "
              + (times == 1 ? "a log line that matches" : times + " log lines that match")
              + " '"
              + pattern
              + "'");
    }
  }
}
