package dev.harness.follow;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.locate.user.HarnessLog;
import dev.harness.logs.LogLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Reads the log of a container line by line, on a thread of its own, until the container exits. */
public final class LogFollower implements AutoCloseable {
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private final ProcessOutput output;
  private final LogLines lines;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;

  /**
   * Takes ownership of {@code output} and starts the thread.
   *
   * @param consumer gets the lines on that thread
   */
  public LogFollower(String container, ProcessOutput output, Consumer<LogLine> consumer) {
    this.output = output;
    this.lines = new LogLines(container, consumer);
    this.thread = new Thread(this::follow, "harness-log-" + container);
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try {
      Optional<StreamFrame> frame = output.next();
      while (frame.isPresent()) {
        lines.accept(frame.get());
        frame = output.next();
      }
      lines.finish();
    } catch (EngineApiException e) {
      HarnessLog.get().debug("The log is no longer followed", e);
      ended.completeExceptionally(e);
    } finally {
      ended.complete(null);
    }
  }

  /** Completes when there are no more lines; exceptionally when there may be, but none comes through. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** Waits a moment for the last lines, unless the caller is who gets them. */
  void awaitEnd() {
    Joining.join(thread, LAST_LINES);
  }

  @Override
  public void close() {
    output.close();
    Joining.join(thread);
  }
}
