package dev.harness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The networks and volumes of an engine that does not exist, by their names. */
final class FakeResources {
  private final Set<String> names = new ConcurrentSkipListSet<>();

  /** Whether a path is about them. */
  static boolean concerns(String path) {
    return path.startsWith("/networks/") || path.startsWith("/volumes/");
  }

  /** Answers to a request; a network's id is its name. */
  String answer(String method, String path, JsonNode body) {
    if (method.equals("DELETE")) {
      names.remove(path.substring(path.lastIndexOf('/') + 1));
      return "";
    }
    String name = body.path("Name").asText();
    names.add(name);
    return "{\"Id\":\"%s\",\"Name\":\"%s\",\"Driver\":\"local\",\"Mountpoint\":\"/x\"}"
        .formatted(name, name);
  }

  Set<String> names() {
    return Set.copyOf(names);
  }
}
