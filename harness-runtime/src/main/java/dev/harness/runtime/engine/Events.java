package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.EngineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What happened in the engine: the last events, and live subscriptions.
 *
 * <p>A subscriber that does not read holds up no container: when its backlog is full it gets what
 * it has, and then learns that events were lost.
 */
public final class Events {
  private static final int KEPT = 1024;
  private static final int SUBSCRIBER_BACKLOG = 4096;

  private final Clock clock;
  private final Deque<Event> history = new ArrayDeque<>();
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  Events(Clock clock) {
    this.clock = clock;
  }

  void publish(String type, String action, String actorId, Map<String, String> attributes) {
    Event event = new Event(clock.instant(), type, action, actorId, attributes);
    synchronized (history) {
      history.addLast(event);
      if (history.size() > KEPT) {
        history.removeFirst();
      }
      subscriptions.forEach(subscription -> subscription.offer(event));
    }
  }

  /**
   * Subscribes to what happens from now on, preceded by the kept events from {@code since} on.
   *
   * @param since how far to look back; absent = not at all
   */
  public Subscription subscribe(Optional<Instant> since) {
    synchronized (history) {
      List<Event> past = new ArrayList<>();
      since.ifPresent(
          start ->
              history.stream().filter(event -> !event.time().isBefore(start)).forEach(past::add));
      Subscription subscription = new Subscription(past);
      subscriptions.add(subscription);
      return subscription;
    }
  }

  /** The events that one listener has not yet taken. */
  public final class Subscription implements AutoCloseable {
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(SUBSCRIBER_BACKLOG + KEPT);

    /** Set when an event found no room; none is offered after that. */
    private volatile boolean overflowed;

    private Subscription(List<Event> past) {
      queue.addAll(past);
    }

    private void offer(Event event) {
      if (!queue.offer(event)) {
        overflowed = true;
        subscriptions.remove(this);
      }
    }

    /**
     * Waits for the next event.
     *
     * @param limit how long to wait at most
     * @return the event, or nothing when none came in time
     * @throws InterruptedException when the waiting thread is interrupted
     * @throws EngineException.Failed when the next event is lost, because this listener was slow
     */
    public Optional<Event> next(Duration limit) throws InterruptedException {
      Event waiting = queue.poll();
      if (waiting != null) {
        return Optional.of(waiting);
      }
      if (overflowed) {
        throw new EngineException.Failed(
            "cannot tell what happened next: the listener was too slow, events were lost;"
                + " subscribe again and list what there is");
      }
      return Optional.ofNullable(queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }
}
