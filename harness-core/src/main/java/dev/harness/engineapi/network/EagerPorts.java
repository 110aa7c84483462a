package dev.harness.engineapi.network;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Published ports that accept connections at once, whether the container listens or not; our
 * engine's own. A label of the container names them, so every client can ask for it, and engines
 * that do so with all ports ignore it.
 *
 * @param ports as {@code 5432/tcp}; not checked for their form
 */
public record EagerPorts(List<String> ports) {
  /** The label's key. Its value is a list with commas. */
  public static final String LABEL = "dev.harness.ports.eager";

  /** Sorts the ports, so that the same ones are the same label. */
  public EagerPorts {
    ports = ports.stream().sorted(Comparator.naturalOrder()).toList();
  }

  /** Reads the label, if there is one. */
  public static EagerPorts of(Map<String, String> labels) {
    String value = labels.getOrDefault(LABEL, "");
    return value.isBlank()
        ? new EagerPorts(List.of())
        : new EagerPorts(Arrays.stream(value.split(",", -1)).map(String::strip).toList());
  }

  /** The label that names ports; none when there are none. */
  public static Map<String, String> label(Collection<String> ports) {
    return ports.isEmpty()
        ? Map.of()
        : Map.of(LABEL, String.join(",", new EagerPorts(List.copyOf(ports)).ports()));
  }
}
