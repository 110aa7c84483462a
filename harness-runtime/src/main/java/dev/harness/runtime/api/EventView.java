package dev.harness.runtime.api;

import dev.harness.engineapi.EventMessage;
import dev.harness.runtime.api.http.ApiTime;
import dev.harness.runtime.engine.Event;

/** Shows an event as the API does. */
final class EventView {
  private EventView() {}

  static EventMessage of(Event event) {
    return new EventMessage(
        event.action(),
        event.actorId(),
        event.attributes().getOrDefault("image", ""),
        event.type(),
        event.action(),
        new EventMessage.Actor(event.actorId(), event.attributes()),
        "local",
        event.time().getEpochSecond(),
        ApiTime.nanoseconds(event.time()));
  }
}
