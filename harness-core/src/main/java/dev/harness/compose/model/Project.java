package dev.harness.compose.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that compose files declare, by the names that they give it.
 *
 * @param services in the order of the files
 */
public record Project(
    Map<String, DeclaredService> services,
    Map<String, ProjectNetwork> networks,
    Map<String, ProjectVolume> volumes) {

  /** Copies the maps. */
  public Project {
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    networks = Map.copyOf(networks);
    volumes = Map.copyOf(volumes);
  }
}
