package dev.harness.runtime.net.out;

import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.HostRoute;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.relay.Faults;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides where containers may send to (N26): not to the host's loopback but for ports that were
 * exposed, not to where clouds keep their secrets, not into networks that they are not in, those of
 * other engines included, and in their own only by {@link Detours}.
 */
final class Destinations {
  private static final List<Subnet> FORBIDDEN =
      Stream.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16").map(Subnet::parse).toList();

  /** Multicast and what lies above it. */
  private static final int MULTICAST = 0xE0;

  private final Supplier<? extends Collection<Bridge>> bridges;
  private final ExposedPorts exposed;
  private final Detours detours;
  private final Predicate<IpPacket> goesOn;

  /**
   * Decides by what there is at that moment.
   *
   * @param goesOn whether a packet belongs to a conversation that was let go before: the host's
   *     routes are read from a file, which is too much for each of its packets
   */
  Destinations(
      Supplier<? extends Collection<Bridge>> bridges,
      ExposedPorts exposed,
      Detours detours,
      Predicate<IpPacket> goesOn) {
    this.goesOn = goesOn;
    this.bridges = bridges;
    this.exposed = exposed;
    this.detours = detours;
  }

  /** What becomes of a packet. */
  sealed interface Decision {}

  /** It is sent on to an address, seen from the host. */
  record Go(InetSocketAddress target) implements Decision {}

  /** It is sent on within its network, where tests may have put faults. */
  record Around(InetSocketAddress target, Faults faults) implements Decision {}

  /** It goes nowhere. */
  record Stop(Answer answer) implements Decision {}

  /**
   * Decides about the first packet of a conversation.
   *
   * @param link by which it came into the hub
   */
  Decision decide(int link, IpPacket packet) {
    Collection<Bridge> all = bridges.get();
    Optional<Bridge> from = all.stream().filter(bridge -> bridge.index() == link).findFirst();
    Inet4Address source = (Inet4Address) packet.flow().source().getAddress();
    // Whoever may write raw packets could pretend to be somebody else (H45).
    if (from.isEmpty() || !from.get().spec().subnet().containsHost(source)) {
      return new Stop(Answer.NOTHING);
    }
    InetSocketAddress destination = packet.flow().destination();
    Inet4Address address = (Inet4Address) destination.getAddress();
    boolean internal = from.get().spec().internal();
    if (all.stream().anyMatch(bridge -> bridge.gateway().equals(address))) {
      return internal ? new Stop(Answer.PASS) : toHost(packet.protocol(), destination.getPort());
    }
    if (from.get().spec().subnet().contains(address)) {
      return detours
          .between(source, address)
          .filter(faults -> packet.protocol() == IpPacket.Protocol.TCP)
          .map(faults -> around(destination, faults))
          .orElse(new Stop(Answer.NOTHING));
    }
    if (internal) {
      return new Stop(Answer.NOTHING);
    }
    boolean nowhere = destination.getPort() == 0 && packet.protocol() != IpPacket.Protocol.ECHO;
    return nowhere
            || isForbidden(all, address)
            || (!goesOn.test(packet) && HostRoute.leadsToHub(address))
        ? new Stop(Answer.PROHIBITED)
        : new Go(destination);
  }

  /** The gateways stand for the host, of which containers see what was exposed. */
  private Decision toHost(IpPacket.Protocol protocol, int port) {
    boolean open = protocol == IpPacket.Protocol.TCP && exposed.has(port);
    return open
        ? new Go(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        : new Stop(Answer.PASS);
  }

  /** Where a cable is pulled, nothing answers. */
  private static Decision around(InetSocketAddress destination, Faults faults) {
    return faults.setting().cut() || destination.getPort() == 0
        ? new Stop(Answer.NOTHING)
        : new Around(destination, faults);
  }

  /** Whether no container that is not there may connect to an address, seen from the host. */
  static boolean isClosed(Collection<Bridge> all, Inet4Address address) {
    return isForbidden(all, address) || HostRoute.leadsToHub(address);
  }

  private static boolean isForbidden(Collection<Bridge> all, Inet4Address address) {
    return all.stream().anyMatch(bridge -> bridge.spec().subnet().contains(address))
        || (address.getAddress()[0] & MULTICAST) == MULTICAST
        || FORBIDDEN.stream().anyMatch(subnet -> subnet.contains(address));
  }
}
