package dev.harness.compose;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.compose.model.Project;
import dev.harness.compose.model.ProjectNetwork;
import dev.harness.compose.model.ProjectVolume;
import dev.harness.compose.model.Service;
import dev.harness.compose.model.Service.VolumeUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The networks and volumes of services that start together.
 *
 * @param made networks by the names that the files give them
 * @param networks the engine's names of all networks
 * @param volumes the engine's names of all volumes
 */
record Shared(
    Harness scope,
    Map<String, ContainerNetwork> made,
    Map<String, String> networks,
    Map<String, String> volumes) {
  private static final int RANDOM_DIGITS = 8;

  /** Makes those that services use. */
  static Shared make(Project project, List<Service> services, Harness scope) {
    Map<String, ContainerNetwork> made = new LinkedHashMap<>();
    Map<String, String> networks = new LinkedHashMap<>();
    Map<String, String> volumes = new LinkedHashMap<>();
    for (Service service : services) {
      for (String name : service.networks().keySet()) {
        networks.computeIfAbsent(
            name, key -> network(declared(project.networks(), name), name, made, scope));
      }
      for (VolumeUse use : service.volumes()) {
        if (!use.name().isEmpty()) {
          volumes.computeIfAbsent(
              use.name(), name -> volume(declared(project.volumes(), name), scope));
        }
      }
    }
    return new Shared(scope, made, networks, volumes);
  }

  private static <T> T declared(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  private static String network(
      ProjectNetwork network, String name, Map<String, ContainerNetwork> made, Harness scope) {
    if (!network.external().isEmpty()) {
      return network.external();
    }
    ContainerNetwork fresh = scope.network(network.spec());
    made.put(name, fresh);
    return fresh.name();
  }

  private static String volume(ProjectVolume volume, Harness scope) {
    return volume.external().isEmpty() ? scope.volume().name() : volume.external();
  }

  /** What a container of a service is, with its networks and volumes. */
  ContainerSpec spec(Service service) {
    String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    ContainerSpec spec = service.spec().name("%s-%s".formatted(service.name(), random));
    boolean isFirst = true;
    for (Map.Entry<String, List<String>> one : service.networks().entrySet()) {
      String network = declared(networks, one.getKey());
      spec =
          isFirst
              ? joined(spec.network(network), one.getValue())
              : spec.alsoInNetwork(network, one.getValue().toArray(String[]::new));
      isFirst = false;
    }
    for (VolumeUse use : service.volumes()) {
      String volume = use.name().isEmpty() ? scope.volume().name() : declared(volumes, use.name());
      spec =
          use.isReadOnly()
              ? spec.volumeReadOnly(volume, use.target())
              : spec.volume(volume, use.target());
    }
    return spec;
  }

  private static ContainerSpec joined(ContainerSpec base, List<String> aliases) {
    ContainerSpec spec = base;
    for (String alias : aliases) {
      spec = spec.alias(alias);
    }
    return spec;
  }
}
