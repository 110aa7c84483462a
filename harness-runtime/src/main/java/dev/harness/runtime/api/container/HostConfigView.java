package dev.harness.runtime.api.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.runtime.api.confinement.ConfinementView;
import dev.harness.runtime.api.confinement.LogTranslation;
import dev.harness.runtime.api.limit.LimitView;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.net.AddressText;
import dev.harness.runtime.net.ContainerPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows what a container got from its host, in the words of the request. */
final class HostConfigView {
  /** The word for the address at which containers reach the host. */
  static final String HOST_GATEWAY = "host-gateway";

  private HostConfigView() {}

  static HostConfig of(CreateContainer.Host host, Map<String, JsonNode> more) {
    Map<String, JsonNode> other = new LinkedHashMap<>(more);
    other.putAll(ConfinementView.fields(host.confinement()));
    other.putAll(LimitView.of(host.limits()));
    return new HostConfig(
        MountView.binds(host),
        host.network().toString(),
        portBindings(host),
        host.publishAll(),
        host.autoRemove(),
        new HostConfig.RestartPolicy(host.restart().kind().word(), host.restart().maximumRetries()),
        LogTranslation.show(host.log()),
        names(host.capabilitiesAdded()),
        names(host.capabilitiesDropped()),
        host.confinement().rights().privileged(),
        host.readOnlyRoot(),
        host.confinement().rights().options(),
        host.confinement().groups(),
        MountView.memory(host),
        host.sharedMemoryBytes(),
        extraHosts(host),
        host.names().servers().stream().map(AddressText::of).toList(),
        host.names().searched(),
        host.names().options(),
        host.limits().memory().bytes(),
        host.limits().cpu().nanos(),
        Math.max(0, host.limits().processes()),
        host.confinement().init(),
        List.of(),
        MountView.from(host),
        other);
  }

  private static Map<String, List<PortBinding>> portBindings(CreateContainer.Host host) {
    Map<String, List<PortBinding>> bindings = new LinkedHashMap<>();
    for (ContainerPort port : PortTranslation.ordered(host.ports().keySet())) {
      List<CreateContainer.HostPort> places = host.ports().getOrDefault(port, List.of());
      bindings.put(port.toString(), places.stream().map(HostConfigView::binding).toList());
    }
    return bindings;
  }

  private static PortBinding binding(CreateContainer.HostPort place) {
    return new PortBinding(
        place.address().map(AddressText::of).orElse(""),
        place.port() == 0
            ? ""
            : place.port() + (place.last() == place.port() ? "" : "-" + place.last()));
  }

  private static List<String> names(Set<Capability> capabilities) {
    if (capabilities.size() == Capability.values().length) {
      return List.of("ALL");
    }
    return capabilities.stream().sorted().map(capability -> "CAP_" + capability.name()).toList();
  }

  private static List<String> extraHosts(CreateContainer.Host host) {
    return host.names().extraHosts().entrySet().stream()
        .map(
            entry ->
                entry.getKey() + ":" + entry.getValue().map(AddressText::of).orElse(HOST_GATEWAY))
        .toList();
  }
}
