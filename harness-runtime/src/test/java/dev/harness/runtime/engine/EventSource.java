package dev.harness.runtime.engine;

import java.time.Clock;
import java.util.Map;

/** Events that a test publishes, for tests of those who read them. */
public final class EventSource {
  private final Events events;

  public EventSource(Clock clock) {
    events = new Events(clock);
  }

  public Events events() {
    return events;
  }

  public void publish(String type, String action, String id, Map<String, String> attributes) {
    events.publish(type, action, id, attributes);
  }
}
