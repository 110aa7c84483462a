package dev.harness.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
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
  void forgetsWhatIsTooOld() throws InterruptedException {
    events.publish("container", "create", "a", Map.of());

    try (Events.Subscription subscription = events.subscribe(Optional.of(NOW.plusSeconds(1)))) {
      assertThat(subscription.next(Duration.ZERO)).isEmpty();
    }
  }
}
