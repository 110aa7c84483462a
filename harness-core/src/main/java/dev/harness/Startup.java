package dev.harness;

import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.follow.ExitWatch;
import dev.harness.follow.Figures;
import dev.harness.locate.user.HarnessLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A started container that is not ready yet, and the time that it has left. */
final class Startup {
  private static final int LAST_LINES = 40;
  private static final String FROM_SNAPSHOT =
      " It began from a snapshot, so what it does and writes only when it initialises does not come"
          + " any more: wait for what comes at every start. To have the snapshot made anew, remove"
          + " its image (harness.internal/snapshot, docs/snapshots.md).";
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final RunningContainer container;
  private final CompletableFuture<Long> exited;
  private final Duration limit;
  private final long begin = System.nanoTime();

  /**
   * Starts to count the time.
   *
   * @param exited completes when the container exits
   */
  Startup(RunningContainer container, CompletableFuture<Long> exited, Duration limit) {
    this.container = container;
    this.exited = exited;
    this.limit = limit;
  }

  /**
   * Waits until a container that was just started is as its specification wants it.
   *
   * @throws ContainerStartException when it exits or the time is over
   */
  static void awaitReady(RunningContainer container, ContainersApi containers) {
    ContainerSpec spec = container.spec();
    // Docker tells each end of a container that it starts again.
    BooleanSupplier goesOn =
        () -> spec.startsAgain() && containers.inspect(container.id()).state().running();
    try (ExitWatch watch =
        new ExitWatch(container.name(), () -> containers.awaitExit(container.id()), goesOn)) {
      Startup startup = new Startup(container, watch.exited(), spec.startupTimeout());
      spec.waiting().await(startup);
      HarnessLog.get()
          .info("Container {} ready: {}", container, Figures.millis(startup.elapsed().toMillis()));
    }
  }

  RunningContainer container() {
    return container;
  }

  /** How long to wait for a wait that should have ended by itself when the time was over. */
  Duration untilTooLate() {
    return limit.minus(elapsed()).plus(LAST_WORDS.multipliedBy(2));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Lets time pass before the next attempt.
   *
   * @param phase what is awaited, for the message
   * @throws ContainerStartException when the container exits or the time is over
   */
  void pause(Duration pause, String phase) {
    Duration left = limit.minus(elapsed());
    if (completes(exited, pause.compareTo(left) < 0 ? pause : left)) {
      throw exit(phase);
    }
    if (limit.minus(elapsed()).isNegative()) {
      throw late(phase);
    }
  }

  /**
   * Waits for an event.
   *
   * @param noMore completes when the event can no longer come, or with why nobody will notice it
   * @param phase what is awaited, for the message
   * @throws ContainerStartException when the container exits or the time is over before
   */
  void await(CompletableFuture<Void> event, CompletableFuture<Void> noMore, String phase) {
    CompletableFuture<Object> first = CompletableFuture.anyOf(event, noMore, exited);
    if (!completes(first, limit.minus(elapsed()))) {
      throw late(phase);
    }
    // An exit may be known before the last words are.
    if (!event.isDone()) {
      boolean known = completes(noMore, LAST_WORDS) && completes(exited, LAST_WORDS);
      if (!event.isDone()) {
        throw known ? exit(phase) : unheard(noMore, phase);
      }
    }
  }

  /**
   * Waits until the container ends.
   *
   * @param phase what is awaited, for the message
   * @throws ContainerStartException when it fails, or the time is over before
   */
  void awaitSuccess(String phase) {
    if (!completes(exited, limit.minus(elapsed()))) {
      throw late(phase);
    }
    if (exited.isCompletedExceptionally() || exited.join() != 0) {
      throw exit(phase);
    }
  }

  /** The container may well be fine, only nobody hears it any more. */
  private ContainerStartException unheard(CompletableFuture<Void> noMore, String phase) {
    if (noMore.isCompletedExceptionally()) {
      try {
        noMore.join();
      } catch (CompletionException e) {
        return new ContainerStartException(
            "The engine told no more of container %s after %d ms, while %s: %s.%s"
                .formatted(container, elapsed().toMillis(), phase, reason(e), lastWords()),
            e);
      }
    }
    return late(phase);
  }

  private static String reason(CompletionException failure) {
    Throwable cause = failure.getCause();
    return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
  }

  /** Waits for a result of either kind; returns whether it came in time. */
  private static boolean completes(CompletableFuture<?> future, Duration time) {
    try {
      future.get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerStartException("Interrupted while a container started", e);
    }
  }

  private ContainerStartException exit(String phase) {
    try {
      return new ContainerStartException(
          "Container %s exited with code %d after %d ms while %s.%s"
              .formatted(container, exited.join(), elapsed().toMillis(), phase, lastWords()));
    } catch (CompletionException e) {
      return new ContainerStartException(
          "Container " + container + " got lost while " + phase + ": " + e.getCause(), e);
    }
  }

  /** The failure when the time is over. */
  ContainerStartException late(String phase) {
    return new ContainerStartException(
        "Container %s was not ready after %d ms, still %s. Give it more time by startupTimeout, or"
                .formatted(container, elapsed().toMillis(), phase)
            + " wait for something else."
            + lastWords());
  }

  /** What it says of its state, and its log, for a message, which must not fail for lack of it. */
  private String lastWords() {
    try {
      ContainerState state = container.state();
      String lines = container.lastLogs(LAST_LINES).stripTrailing();
      return (container.isFromSnapshot() ? FROM_SNAPSHOT : "")
          + (state.oomKilled() ? " It ran out of memory." : "")
          + health(state)
          + (lines.isEmpty() ? " Its log is empty." : " Its last log lines:\n" + lines.indent(2));
    } catch (ContainerAccessException e) {
      return " Its log cannot be read: " + e.getMessage();
    }
  }

  private static String health(ContainerState state) {
    return Optional.ofNullable(state.health())
        .flatMap(ContainerState.Health::latest)
        .map(
            last ->
                " Its health check said last, with exit code %d: %s."
                    .formatted(last.exitCode(), last.output().strip()))
        .orElse("");
  }
}
