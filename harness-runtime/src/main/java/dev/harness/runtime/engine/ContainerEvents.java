package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.ContainerName;
import java.util.HashMap;
import java.util.Map;

/** Publishes what happens to one container, with its name, image and labels. */
final class ContainerEvents {
  private final Events events;
  private final ContainerId id;
  private final ContainerName name;
  private final Map<String, String> attributes;

  ContainerEvents(
      Events events, ContainerId id, ContainerName name, Map<String, String> attributes) {
    this.events = events;
    this.id = id;
    this.name = name;
    this.attributes = Map.copyOf(attributes);
  }

  void publish(String action, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put("name", name.toString());
    all.putAll(more);
    events.publish("container", action, id.value(), all);
  }
}
