package dev.harness.runtime.api.container;

import dev.harness.engineapi.Absent;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.runtime.api.confinement.ConfinementTranslation;
import dev.harness.runtime.api.confinement.LogTranslation;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.limit.LimitTranslation;
import dev.harness.runtime.api.network.EndpointTranslation;
import dev.harness.runtime.engine.request.CapabilityChoice;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.net.ContainerPort;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the API's request for a container into the engine's. */
public final class CreateTranslation {
  private CreateTranslation() {}

  /**
   * Translates.
   *
   * @param name as the query gives it
   * @param platform as the query gives it
   * @throws RefusedRequest naming the field that is wrong or cannot be honoured
   */
  static CreateContainer of(
      CreateContainerRequest request, Optional<String> name, Optional<String> platform) {
    CreateFields.check(request);
    ContainerConfig config = request.config();
    HostConfig host = request.hostConfig();
    if (config.image().isEmpty()) {
      throw RefusedRequest.malformed("Image is missing: name the image to run");
    }
    return new CreateContainer(
        name,
        config.image(),
        platform,
        command(config),
        config.labels(),
        exposedPorts(config, host),
        MountTranslation.anonymous(config),
        host(config, host, request.networkingConfig()),
        Consoles.of(config, host));
  }

  /**
   * Translates what the machine gives, alone.
   *
   * @throws RefusedRequest naming the field that is wrong or cannot be honoured
   */
  public static CreateContainer.Host host(HostConfig host) {
    return host(ContainerConfig.builder().build(), host, NetworkingConfig.EMPTY);
  }

  private static CreateContainer.Command command(ContainerConfig config) {
    return new CreateContainer.Command(
        entrypoint(config.entrypoint()),
        config.cmd().isEmpty() ? Optional.empty() : Optional.of(config.cmd()),
        config.env(),
        Absent.given(config.workingDir()),
        Absent.given(config.user()),
        Absent.given(config.hostname()),
        Absent.given(config.domainname()),
        Absent.given(config.stopSignal()),
        Optional.ofNullable(config.stopTimeout()).map(Duration::ofSeconds),
        HealthTranslation.of(config));
  }

  /** Docker's two ways to say that there is none are an empty list and an empty word (C26). */
  private static Optional<List<String>> entrypoint(@Nullable List<String> given) {
    return Optional.ofNullable(given).map(list -> list.equals(List.of("")) ? List.of() : list);
  }

  /** A port that is to be published counts as exposed. */
  private static Set<ContainerPort> exposedPorts(ContainerConfig config, HostConfig host) {
    Set<ContainerPort> ports = new LinkedHashSet<>();
    config.exposedPorts().forEach(port -> ports.add(PortTranslation.port("ExposedPorts", port)));
    host.portBindings()
        .keySet()
        .forEach(port -> ports.add(PortTranslation.port("HostConfig.PortBindings", port)));
    return ports;
  }

  private static CreateContainer.Host host(
      ContainerConfig config, HostConfig host, NetworkingConfig networking) {
    Set<Capability> added = capabilities("HostConfig.CapAdd", host.capAdd());
    Set<Capability> dropped = capabilities("HostConfig.CapDrop", host.capDrop());
    Map<ContainerPort, List<CreateContainer.HostPort>> published =
        PortTranslation.bindings(host.portBindings());
    return new CreateContainer.Host(
        NetworkMode.parse(host.networkMode()),
        endpoints(networking),
        published,
        PortTranslation.eager(config, published.keySet(), host.publishAllPorts()),
        host.publishAllPorts(),
        host.autoRemove(),
        sharedMemoryBytes(host.shmSize()),
        added,
        dropped,
        NameTranslation.of(host),
        MountTranslation.mounts(host),
        MountTranslation.from(host.volumesFrom()),
        host.readonlyRootfs(),
        RestartTranslation.of(host),
        LimitTranslation.ofNew(host),
        ConfinementTranslation.of(host, CapabilityChoice.of(added, dropped, host.privileged())),
        LogTranslation.of(host.logConfig()));
  }

  private static Map<String, EndpointRequest> endpoints(NetworkingConfig networking) {
    Map<String, EndpointRequest> endpoints = new LinkedHashMap<>();
    networking
        .endpoints()
        .forEach(
            (network, settings) ->
                endpoints.put(
                    network,
                    EndpointTranslation.of(
                        "NetworkingConfig.EndpointsConfig.%s.".formatted(network), settings)));
    return endpoints;
  }

  private static long sharedMemoryBytes(long given) {
    if (given < 0) {
      throw RefusedRequest.malformed("HostConfig.ShmSize is negative");
    }
    return given == 0 ? CreateContainer.Host.DEFAULT_SHARED_MEMORY_BYTES : given;
  }

  private static Set<Capability> capabilities(String field, List<String> names) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (String name : names) {
      if (name.equalsIgnoreCase("ALL")) {
        capabilities.addAll(EnumSet.allOf(Capability.class));
      } else {
        capabilities.add(capability(field, name));
      }
    }
    return capabilities;
  }

  private static Capability capability(String field, String name) {
    try {
      return Capability.parse(name);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(field + ": " + e.getMessage(), e);
    }
  }
}
