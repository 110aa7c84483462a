package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.net.dns.NameSource;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The names that a container finds: those of all networks of users that it is in (C31). */
final class VisibleNames implements NameSource {
  private final List<Network> networks = new CopyOnWriteArrayList<>();

  void add(Network network) {
    networks.add(network);
  }

  void remove(Network network) {
    networks.remove(network);
  }

  /** The first network that knows the name counts. */
  @Override
  public List<InetAddress> addresses(String name) {
    return networks.stream()
        .filter(network -> !network.isDefault())
        .map(network -> network.addresses(name))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  @Override
  public Optional<String> nameOf(InetAddress address) {
    return networks.stream()
        .filter(network -> !network.isDefault())
        .flatMap(network -> network.nameOf(address).stream())
        .findFirst();
  }

  /** A container that is in internal networks only asks nobody else (CVE-2024-29018). */
  @Override
  public boolean asksOthers() {
    return networks.stream().anyMatch(network -> !network.request().internal());
  }
}
