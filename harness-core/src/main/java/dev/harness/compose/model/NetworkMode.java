package dev.harness.compose.model;

import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;

/**
 * Whose network a service has.
 *
 * @param engines {@code none} or {@code host}; empty where it is neither
 * @param service whose network it is; empty where it is no other's
 */
record NetworkMode(String engines, String service) {
  private static final String OF_SERVICE = "service:";

  /** Whether it has networks of its own. */
  boolean hasOwn() {
    return engines.isEmpty() && service.isEmpty();
  }

  /** Reads that of a service. */
  static NetworkMode of(Fields service) {
    Value mode = service.get("network_mode");
    if (mode.isNothing()) {
      return new NetworkMode("", "");
    }
    if (!service.get("networks").isNothing()) {
      throw mode.wrong("has both network_mode and networks");
    }
    return mode.read("network_mode", NetworkMode::of);
  }

  private static NetworkMode of(Value mode) {
    String word = mode.text();
    if (word.startsWith(OF_SERVICE)) {
      return new NetworkMode("", word.substring(OF_SERVICE.length()));
    }
    return switch (word) {
      case "none", "host" -> new NetworkMode(word, "");
      default ->
          throw mode.wrong(
              "'%s' is not supported: none, host or service:NAME, and without network_mode the services' own network"
                  .formatted(word));
    };
  }
}
