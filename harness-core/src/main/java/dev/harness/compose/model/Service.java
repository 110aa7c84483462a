package dev.harness.compose.model;

import dev.harness.ContainerSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service.
 *
 * @param spec what its containers are, but for networks, volumes and how they are awaited
 * @param networks aliases by the names that the files give to networks, the first one first
 * @param networkOf the service whose network it has; empty where it has its own
 * @param volumes which it mounts
 * @param dependencies by the names of other services
 * @param isChecked whether it has a health check of its own
 * @param replicas how many containers
 */
public record Service(
    String name,
    ContainerSpec spec,
    Map<String, List<String>> networks,
    String networkOf,
    List<VolumeUse> volumes,
    Map<String, Dependency> dependencies,
    boolean isChecked,
    int replicas) {

  /** Copies what has parts. */
  public Service {
    networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    volumes = List.copyOf(volumes);
    dependencies = Collections.unmodifiableMap(new LinkedHashMap<>(dependencies));
  }

  /**
   * A volume and where it is mounted.
   *
   * @param name that the files give it; empty: one of the container's own
   */
  public record VolumeUse(String name, String target, boolean isReadOnly) {}
}
