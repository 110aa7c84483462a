package dev.harness.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.engine.request.EngineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BACKLOG = 5120;
  private final Events events = new Events(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void givesWhatHappensAfterSubscribing() throws InterruptedException {
    events.publish("container", "create", "a", Map.of());
    try (Events.Subscription subscription = events.subscribe(Optional.empty())) {
      events.publish("container", "start", "a", Map.of());

      assertThat(subscription.next(Duration.ofSeconds(1)).map(Event::action)).contains("start");
      assertThat(subscription.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void looksBackWhenAsked() throws InterruptedException {
    events.publish("container", "create", "a", Map.of());

    try (Events.Subscription subscription = events.subscribe(Optional.of(NOW))) {
      assertThat(subscription.next(Duration.ZERO).map(Event::action)).contains("create");
    }
  }

  @Test
  void tellsASlowListenerThatEventsWereLost() throws InterruptedException {
    try (Events.Subscription subscription = events.subscribe(Optional.empty())) {
      IntStream.rangeClosed(1, BACKLOG + 1)
          .forEach(i -> events.publish("container", "start", Integer.toString(i), Map.of()));

      List<String> told = new ArrayList<>();
      assertThatThrownBy(() -> takeAll(subscription, told))
          .isInstanceOf(EngineException.Failed.class)
          .hasMessageContaining("the listener was too slow, events were lost");
      assertThat(told).hasSize(BACKLOG).endsWith(Integer.toString(BACKLOG));
    }
  }

  private static void takeAll(Events.Subscription subscription, List<String> into)
      throws InterruptedException {
    Optional<Event> event = subscription.next(Duration.ZERO);
    while (event.isPresent()) {
      into.add(event.get().actorId());
      event = subscription.next(Duration.ZERO);
    }
  }

  @Test
  void forgetsWhatIsTooOld() throws InterruptedException {
    events.publish("container", "create", "a", Map.of());

    try (Events.Subscription subscription = events.subscribe(Optional.of(NOW.plusSeconds(1)))) {
      assertThat(subscription.next(Duration.ZERO)).isEmpty();
    }
  }
}
