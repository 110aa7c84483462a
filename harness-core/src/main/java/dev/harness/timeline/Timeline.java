package dev.harness.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/**
 * Collects what happens in a run of tests, and when. It may be used by any number of threads. One
 * that is off collects nothing and costs nothing.
 *
 * <pre>{@code
 * Timeline timeline = Timeline.recording();
 * try (Harness harness = Harness.open(timeline)) {
 *   …
 * }
 * TimelineReport.write(timeline.recorded(), Path.of("timeline.html"));
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Timeline {
  private static final int MOST_SPANS = 20_000;
  private static final long MOST_LOG_CHARACTERS = 10_000_000;

  private final boolean on;
  private final Instant started = Instant.now();
  private final long origin = System.nanoTime();
  private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
  private final Queue<ContainerLog> logs = new ConcurrentLinkedQueue<>();
  private final AtomicLong spanCount = new AtomicLong();
  private final AtomicLong logCharacters = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();
  private final AtomicLong lanes = new AtomicLong();

  private Timeline(boolean on) {
    this.on = on;
  }

  /** Makes one that begins now. */
  public static Timeline recording() {
    return new Timeline(true);
  }

  /** Makes one that collects nothing. */
  public static Timeline off() {
    return new Timeline(false);
  }

  /** Whether it collects anything. */
  public boolean isOn() {
    return on;
  }

  /** The time since it began. */
  public Duration now() {
    return Duration.ofNanos(System.nanoTime() - origin);
  }

  /** Makes a lane, which is another one each time. */
  public Lane lane(Lane.Group group, String label, String note) {
    return new Lane(group, lanes.incrementAndGet(), label, note);
  }

  /** Does something, and keeps how long it took and how it ended. */
  public <T> T call(Kind kind, Lane lane, String name, Supplier<T> action) {
    if (!on) {
      return action.get();
    }
    Duration begin = now();
    try {
      T result = action.get();
      add(new Span(kind, lane, name, begin, now(), Outcome.OK, ""));
      return result;
    } catch (RuntimeException | Error e) {
      add(new Span(kind, lane, name, begin, now(), Outcome.FAILED, String.valueOf(e.getMessage())));
      throw e;
    }
  }

  /** Does something without a result, as {@link #call}. */
  public void run(Kind kind, Lane lane, String name, Runnable action) {
    boolean unused =
        call(
            kind,
            lane,
            name,
            () -> {
              action.run();
              return true;
            });
  }

  /** Keeps something that has happened; there is an end to how much is kept. */
  public void add(Span span) {
    if (!on) {
      return;
    }
    if (spanCount.incrementAndGet() > MOST_SPANS) {
      leftOut.incrementAndGet();
    } else {
      spans.add(span);
    }
  }

  /** Keeps what a container wrote; there is an end to how much is kept. */
  public void add(ContainerLog log) {
    if (!on) {
      return;
    }
    if (logCharacters.addAndGet(log.characters()) > MOST_LOG_CHARACTERS) {
      leftOut.incrementAndGet();
    } else {
      logs.add(log);
    }
  }

  /** What it has by now. */
  public Recorded recorded() {
    return new Recorded(started, new ArrayList<>(spans), new ArrayList<>(logs), leftOut.get());
  }
}
