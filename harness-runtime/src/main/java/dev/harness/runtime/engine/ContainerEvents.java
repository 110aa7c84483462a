package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.ContainerId;
import java.util.HashMap;
import java.util.Map;

/** Publishes what happens to one container, with its name, image and labels. */
final class ContainerEvents {
  private final Events events;
  private final ContainerId id;
  private final Map<String, String> attributes;

  ContainerEvents(Events events, ContainerId id, Map<String, String> attributes) {
    this.events = events;
    this.id = id;
    this.attributes = Map.copyOf(attributes);
  }

  void publish(String action, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(attributes);
    all.putAll(more);
    events.publish("container", action, id.value(), all);
  }
}
