package dev.harness.runtime.engine.health;

import dev.harness.runtime.engine.exec.Exec;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.ExecRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs one probe of a container after the other, each with a time limit. */
final class Prober {
  private static final int FAILED = -1;

  private final Function<ExecRequest, Exec> execs;
  private final ExecRequest request;
  private final Duration limit;
  private final Clock clock;

  Prober(Function<ExecRequest, Exec> execs, List<String> command, Duration limit, Clock clock) {
    this.execs = execs;
    this.request = ExecRequest.reading(command);
    this.limit = limit;
    this.clock = clock;
  }

  /** Nothing when {@code stopped} completes before the probe has ended. */
  Optional<Health.Probe> probe(CompletableFuture<?> stopped) throws InterruptedException {
    Instant start = clock.instant();
    ProbeOutput output = new ProbeOutput();
    Exec exec;
    try {
      exec = execs.apply(request);
      exec.claim();
    } catch (EngineException refused) {
      return stopped.isDone()
          ? Optional.empty()
          : Optional.of(result(start, FAILED, String.valueOf(refused.getMessage())));
    }
    exec.runDetached(output);
    boolean inTime = endsInTime(exec, stopped);
    if (!inTime || stopped.isDone()) {
      exec.kill();
    }
    if (stopped.isDone()) {
      return Optional.empty();
    }
    return Optional.of(
        inTime
            ? result(start, exec.details().exitCode().orElse(FAILED), output.text())
            : result(start, FAILED, exceeded(output.text())));
  }

  private Health.Probe result(Instant start, int code, String output) {
    return new Health.Probe(start, clock.instant(), code, output);
  }

  private boolean endsInTime(Exec exec, CompletableFuture<?> stopped) throws InterruptedException {
    return completesWithin(
        CompletableFuture.anyOf(exec.ended().toCompletableFuture(), stopped), limit);
  }

  /** Whether a change that never fails comes in time. */
  static boolean completesWithin(CompletableFuture<?> change, Duration limit)
      throws InterruptedException {
    try {
      change.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String exceeded(String output) {
    String text = "Health check exceeded timeout (%s)".formatted(words(limit));
    return output.isEmpty() ? text : text + ": " + output;
  }

  /** As the peers' language writes a duration: {@code 1m30s}, {@code 250ms}. */
  static String words(Duration duration) {
    return duration.compareTo(Duration.ofSeconds(1)) < 0
        ? duration.toMillis() + "ms"
        : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
