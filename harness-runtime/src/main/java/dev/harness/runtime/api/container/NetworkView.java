package dev.harness.runtime.api.container;

import dev.harness.engineapi.network.EndpointIpam;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.engineapi.network.NetworkSettings;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.network.Endpoint;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.start.NetworkPlace;
import dev.harness.runtime.net.AddressText;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.Ipv6Place;
import dev.harness.runtime.net.WantedAddresses;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        main.ipv6Gateway(),
        main.globalIpv6Address(),
        main.globalIpv6PrefixLength(),
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
    container
        .networks()
        .forEach(place -> networks.put(place.network().name(), shown(place, container.id())));
    return networks;
  }

  private static EndpointSettings shown(NetworkPlace place, ContainerId id) {
    EndpointRequest request = place.request();
    EndpointIpam asked = asked(request.addresses());
    List<String> aliases = aliases(place, id);
    String network = place.network().id();
    return place
        .endpoint()
        .map(endpoint -> running(endpoint, asked, aliases))
        .orElseGet(() -> EndpointSettings.asked(asked, aliases, network));
  }

  private static @Nullable EndpointIpam asked(WantedAddresses wanted) {
    return wanted.isAny()
        ? null
        : new EndpointIpam(
            wanted.ipv4().map(AddressText::of).orElse(""),
            wanted.ipv6().map(AddressText::of).orElse(""),
            Map.of());
  }

  /** Until version 1.45 of the API, the short id is among them where names are found. */
  private static List<String> aliases(NetworkPlace place, ContainerId id) {
    List<String> aliases = new ArrayList<>(place.request().aliases());
    if (!place.network().isDefault() && !aliases.contains(id.shortForm())) {
      aliases.add(id.shortForm());
    }
    return aliases;
  }

  private static EndpointSettings running(
      Endpoint endpoint, @Nullable EndpointIpam asked, List<String> aliases) {
    Attachment place = endpoint.attachment();
    Optional<Ipv6Place> ipv6 = place.ipv6();
    List<String> names =
        endpoint.network().isDefault() ? List.of() : endpoint.member().names(aliases);
    return new EndpointSettings(
        asked,
        aliases,
        endpoint.network().id(),
        endpoint.id(),
        place.gateway().getHostAddress(),
        place.address().getHostAddress(),
        place.prefixLength(),
        ipv6.map(Ipv6Place::gateway).map(AddressText::of).orElse(""),
        ipv6.map(Ipv6Place::address).map(AddressText::of).orElse(""),
        ipv6.map(Ipv6Place::prefixLength).orElse(0),
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
    return new PortBinding(AddressText.of(place.getAddress()), Integer.toString(place.getPort()));
  }
}
