package dev.harness.runtime.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.ApiTime;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.stream.JsonLines;
import dev.harness.runtime.engine.Event;
import dev.harness.runtime.engine.Events;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The route that tells what happens: {@code GET /events} (C43). */
final class EventRoutes {
  /** How long to wait for one event when nothing else says when to stop. */
  private static final Duration LONG = Duration.ofHours(1);

  private final Events events;
  private final Clock clock;
  private final ObjectMapper json;

  EventRoutes(Events events, Clock clock, ObjectMapper json) {
    this.events = events;
    this.clock = clock;
    this.json = json;
  }

  void addTo(Router.Builder routes) {
    routes.add("GET", "/events", this::events);
  }

  private Answer events(Request request) {
    EventFilter filter = new EventFilter(request.filters(EventFilter.NAMES));
    Optional<Instant> since = ApiTime.parameter(request.query(), "since");
    Optional<Instant> until = ApiTime.parameter(request.query(), "until");
    return Answer.stream(
        200,
        "application/json",
        out ->
            out.whileConnected(
                () -> {
                  try (Events.Subscription subscription = events.subscribe(since)) {
                    out.flush();
                    tell(subscription, filter, until, new JsonLines(out, json));
                  }
                }));
  }

  private void tell(
      Events.Subscription subscription,
      EventFilter filter,
      Optional<Instant> until,
      JsonLines lines)
      throws IOException, InterruptedException {
    while (true) {
      Duration patience = until.map(end -> Duration.between(clock.instant(), end)).orElse(LONG);
      Optional<Event> event = subscription.next(patience.isNegative() ? Duration.ZERO : patience);
      boolean late = event.isPresent() && until.map(event.get().time()::isAfter).orElse(false);
      if (late || (event.isEmpty() && until.isPresent())) {
        return;
      }
      if (event.isPresent() && filter.accepts(event.get())) {
        lines.write(EventView.of(event.get()));
      }
    }
  }
}
