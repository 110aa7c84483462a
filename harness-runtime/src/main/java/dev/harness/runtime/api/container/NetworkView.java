package dev.harness.runtime.api.container;

import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.engineapi.network.NetworkSettings;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.process.NetworkPlace;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows a container's place in its network as the API does. */
final class NetworkView {
  private NetworkView() {}

  static NetworkSettings settings(ContainerDetails container) {
    EndpointSettings endpoint = endpoint(container);
    return new NetworkSettings(
        "",
        "",
        ports(container),
        endpoint.gateway(),
        endpoint.ipAddress(),
        endpoint.ipPrefixLength(),
        endpoint.macAddress(),
        networks(container));
  }

  /** The one network of the container, by name. */
  static Map<String, EndpointSettings> networks(ContainerDetails container) {
    return Map.of(container.request().host().network().networkName(), endpoint(container));
  }

  private static EndpointSettings endpoint(ContainerDetails container) {
    return container
        .network()
        .map(NetworkView::endpoint)
        .orElseGet(() -> new EndpointSettings(List.of(), "", "", "", "", 0, "", Map.of()));
  }

  private static EndpointSettings endpoint(NetworkPlace place) {
    return new EndpointSettings(
        List.of(),
        "",
        "",
        place.gateway().getHostAddress(),
        place.address().getHostAddress(),
        place.prefixLength(),
        place.mac(),
        Map.of());
  }

  /** All exposed ports of a running container, those that are not published with an empty list. */
  private static Map<String, List<PortBinding>> ports(ContainerDetails container) {
    Map<String, List<PortBinding>> ports = new LinkedHashMap<>();
    if (container.status().running()) {
      for (ContainerPort port : PortTranslation.ordered(container.process().exposedPorts())) {
        ports.put(port.toString(), List.of());
      }
      container
          .publishedPorts()
          .forEach(
              (port, places) ->
                  ports.put(port.toString(), places.stream().map(NetworkView::binding).toList()));
    }
    return ports;
  }

  private static PortBinding binding(InetSocketAddress place) {
    return new PortBinding(place.getAddress().getHostAddress(), Integer.toString(place.getPort()));
  }
}
