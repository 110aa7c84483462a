package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.ContainerSummary;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.net.AddressText;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows a container as one of a list. */
final class ContainerListView {
  private ContainerListView() {}

  static ContainerSummary of(ContainerDetails container, Instant now) {
    return new ContainerSummary(
        container.id().value(),
        List.of("/" + container.name()),
        container.request().image(),
        container.imageId(),
        String.join(" ", container.process().arguments()),
        container.created().getEpochSecond(),
        ports(container),
        container.process().labels(),
        container.status().phase().word(),
        StatusText.of(container, now),
        new ContainerSummary.Host(container.request().host().network().toString()),
        new ContainerSummary.Networks(NetworkView.networks(container)),
        MountView.of(container));
  }

  private static List<ContainerSummary.Port> ports(ContainerDetails container) {
    List<ContainerSummary.Port> ports = new ArrayList<>();
    for (ContainerPort port : PortTranslation.ordered(container.process().exposedPorts())) {
      List<InetSocketAddress> places = container.publishedPorts().getOrDefault(port, List.of());
      if (places.isEmpty()) {
        ports.add(new ContainerSummary.Port("", port.number(), 0, port.protocol().toString()));
      }
      for (InetSocketAddress place : places) {
        ports.add(
            new ContainerSummary.Port(
                AddressText.of(place.getAddress()),
                port.number(),
                place.getPort(),
                port.protocol().toString()));
      }
    }
    return ports;
  }
}
