package dev.harness.follow;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.LogSelection;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.logs.LogLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What a container has written, and those who listen to it. May be used by several threads. */
public final class LogSource implements AutoCloseable {
  private static final long MAX_SAVED_BYTES = 256L << 20;

  private final ContainersApi containers;
  private final String id;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
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

  /** Passes lines of the present run and of all later ones on, until this is closed. */
  public void listen(String container, Consumer<LogLine> consumer) {
    listeners.add(new Listener(consumer, follow(container, consumer)));
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
    List<Listener> before = List.copyOf(listeners);
    listeners.removeAll(before);
    for (Listener listener : before) {
      listener.follower().awaitEnd();
      listen(container, listener.consumer());
    }
  }

  /** Ends the listening. */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.follower().close());
  }
}
