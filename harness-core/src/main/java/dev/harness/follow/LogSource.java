package dev.harness.follow;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.LogSelection;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.logs.LogLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a container has written, and those who listen to it. May be used by several threads. */
public final class LogSource implements AutoCloseable {
  private static final long MAX_SAVED_BYTES = 256L << 20;

  private final ContainersApi containers;
  private final String id;
  private final Object lock = new Object();
  private final List<Listener> listeners = new ArrayList<>();
  private boolean closed;
  private volatile Instant runBegin = Instant.EPOCH;

  /** That of the container with this id. */
  public LogSource(ContainersApi containers, String id) {
    this.containers = containers;
    this.id = id;
  }

  /** Reads all that there is. */
  public String all() throws IOException {
    return read(LogSelection.ALL);
  }

  /** Reads the last lines. */
  public String last(int lines) throws IOException {
    return read(LogSelection.last(lines));
  }

  /** Reads the last lines, or says why they cannot be read. */
  public String lastForReport(int lines) {
    try {
      return last(lines);
    } catch (EngineApiException | IOException e) {
      return "The log cannot be read: " + e.getMessage();
    }
  }

  private String read(LogSelection selection) throws IOException {
    try (ProcessOutput output = containers.logs(id, selection)) {
      return CollectedOutput.of(output).both();
    }
  }

  /** Writes all that there is to a file; of what is more than 256 MiB the beginning. */
  public void save(Path target) throws IOException {
    try (ProcessOutput output = containers.logs(id, LogSelection.ALL);
        OutputStream out = Files.newOutputStream(target)) {
      long left = MAX_SAVED_BYTES;
      Optional<StreamFrame> frame = output.next();
      while (frame.isPresent() && left >= frame.get().payload().remaining()) {
        byte[] bytes = new byte[frame.get().payload().remaining()];
        frame.get().payload().duplicate().get(bytes);
        out.write(bytes);
        left -= bytes.length;
        frame = output.next();
      }
      if (frame.isPresent()) {
        out.write("\n[the log goes on]\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Follows the log of the present run; the caller closes. */
  public LogFollower follow(String container, Consumer<LogLine> consumer) {
    return new LogFollower(
        container, containers.logs(id, LogSelection.followFrom(runBegin)), consumer);
  }

  /**
   * Waits for a line of the present run; one that was written before counts.
   *
   * @throws IOException when none comes in time, or before the run ends
   */
  public LogLine await(String container, Pattern pattern, Duration time) throws IOException {
    CompletableFuture<LogLine> found = new CompletableFuture<>();
    Consumer<LogLine> search =
        line -> {
          if (pattern.matcher(line.text()).find()) {
            found.complete(line);
          }
        };
    try (LogFollower follower = follow(container, search)) {
      CompletableFuture<Void> unused =
          follower
              .ended()
              .whenComplete((nothing, failure) -> found.completeExceptionally(end(failure)));
      return found.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("none came within " + time.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw end(e.getCause());
    }
  }

  private static IOException end(@Nullable Throwable failure) {
    if (failure instanceof IOException known) {
      return known;
    }
    return failure == null
        ? new IOException("it ended without one")
        : new IOException(failure.getMessage(), failure);
  }

  /** Passes lines of the present run and of all later ones on, until this is closed. */
  public void listen(String container, Consumer<LogLine> consumer) {
    Listener listener = new Listener(consumer, follow(container, consumer));
    if (!add(listener)) {
      listener.follower().close();
    }
  }

  private boolean add(Listener listener) {
    synchronized (lock) {
      return !closed && listeners.add(listener);
    }
  }

  /** Two restarts at the same time have one successor. */
  private boolean remove(Listener listener) {
    synchronized (lock) {
      return listeners.remove(listener);
    }
  }

  /** Somebody who wants the lines of all runs. */
  private record Listener(Consumer<LogLine> consumer, LogFollower follower) {}

  /**
   * Goes on after a restart, when followers have come to the end of the run before.
   *
   * @param end of that run, a time of RFC 3339
   */
  public void runsAgain(String container, String end) {
    Instant begin = Instant.parse(end);
    runBegin = begin.isBefore(Instant.EPOCH) ? Instant.EPOCH : begin;
    for (Listener before : present()) {
      before.follower().awaitEnd();
      if (remove(before)) {
        listen(container, before.consumer());
      }
    }
  }

  private List<Listener> present() {
    synchronized (lock) {
      return List.copyOf(listeners);
    }
  }

  /** Ends the listening, also that which begins or goes on at this moment. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    present().forEach(listener -> listener.follower().close());
  }
}
