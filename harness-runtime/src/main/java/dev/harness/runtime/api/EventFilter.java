package dev.harness.runtime.api;

import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.engine.Event;
import java.util.Set;

/** Decides which events a client has asked for. */
final class EventFilter {
  /** What can be filtered by. */
  static final Set<String> NAMES =
      Set.of("type", "event", "container", "image", "network", "volume", "label");

  private final Filters filters;

  EventFilter(Filters filters) {
    this.filters = filters;
  }

  boolean accepts(Event event) {
    return filters.any("type", event.type()::equals)
        && filters.any("event", wanted -> isAction(event, wanted))
        && isNamed(event, "container")
        && isNamed(event, "network")
        && isNamed(event, "volume")
        && filters.any("image", wanted -> isOfImage(event, wanted))
        && filters.labels(event.attributes());
  }

  /** Actions such as {@code health_status: healthy} have a detail behind the colon. */
  private static boolean isAction(Event event, String wanted) {
    return event.action().equals(wanted) || event.action().startsWith(wanted + ":");
  }

  /** Things are found by the beginning of their id or name, as Docker does it. */
  private boolean isNamed(Event event, String type) {
    return filters.any(
        type,
        wanted ->
            event.type().equals(type)
                && (event.actorId().startsWith(wanted)
                    || event.attributes().getOrDefault("name", "").startsWith(wanted)));
  }

  private static boolean isOfImage(Event event, String wanted) {
    String name =
        event.attributes().getOrDefault(event.type().equals("image") ? "name" : "image", "");
    boolean isId = event.type().equals("image") && event.actorId().equals(wanted);
    return isId || name.equals(wanted) || name.startsWith(wanted + ":");
  }
}
