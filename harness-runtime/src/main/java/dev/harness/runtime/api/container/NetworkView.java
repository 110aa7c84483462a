package dev.harness.runtime.api.container;

import dev.harness.engineapi.network.EndpointIpam;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.engineapi.network.NetworkSettings;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.network.Endpoint;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.start.NetworkPlace;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a container's place in its network as the API does. */
final class NetworkView {
  private static final EndpointSettings NOWHERE = EndpointSettings.withAliases(List.of());

  private NetworkView() {}

  static NetworkSettings settings(ContainerDetails container) {
    Map<String, EndpointSettings> networks = networks(container);
    EndpointSettings main = networks.getOrDefault(NetworkMode.DEFAULT_NETWORK, NOWHERE);
    return new NetworkSettings(
        "",
        "",
        ports(container),
        main.gateway(),
        main.ipAddress(),
        main.ipPrefixLength(),
        main.macAddress(),
        networks);
  }

  /** The networks of the container, by name; the modes without any are shown as one. */
  static Map<String, EndpointSettings> networks(ContainerDetails container) {
    Map<String, EndpointSettings> networks = new LinkedHashMap<>();
    NetworkMode mode = container.request().host().network();
    if (mode.kind() == NetworkMode.Kind.NONE || mode.kind() == NetworkMode.Kind.HOST) {
      networks.put(mode.toString(), NOWHERE);
    }
    container.networks().forEach(place -> networks.put(place.network().name(), shown(place)));
    return networks;
  }

  private static EndpointSettings shown(NetworkPlace place) {
    EndpointRequest request = place.request();
    EndpointIpam asked =
        request
            .address()
            .map(address -> new EndpointIpam(address.getHostAddress(), Map.of()))
            .orElse(null);
    String network = place.network().id();
    return place
        .endpoint()
        .map(endpoint -> running(endpoint, request, asked))
        .orElseGet(
            () ->
                new EndpointSettings(
                    asked, request.aliases(), network, "", "", "", 0, "", List.of(), Map.of()));
  }

  private static EndpointSettings running(
      Endpoint endpoint, EndpointRequest request, @Nullable EndpointIpam asked) {
    Attachment place = endpoint.attachment();
    List<String> names =
        endpoint.network().isDefault() ? List.of() : endpoint.member().names(request.aliases());
    return new EndpointSettings(
        asked,
        request.aliases(),
        endpoint.network().id(),
        endpoint.id(),
        place.gateway().getHostAddress(),
        place.address().getHostAddress(),
        place.prefixLength(),
        endpoint.mac(),
        names,
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
