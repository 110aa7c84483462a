package dev.harness.runtime.engine;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a thing of the engine (C43).
 *
 * @param type {@code container}, {@code image} or {@code network}
 * @param action Docker's word: create, start, die, …
 * @param actorId the id of the thing
 * @param attributes its labels and name, and what the action adds
 */
public record Event(
    Instant time, String type, String action, String actorId, Map<String, String> attributes) {

  public Event {
    attributes = Map.copyOf(attributes);
  }
}
