package dev.harness.runtime.net;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.MacAddress;
import dev.harness.runtime.linux.netlink.NetfilterRule;
import dev.harness.runtime.linux.netlink.NetfilterTable;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.netlink.Routes;
import dev.harness.runtime.linux.netlink.Transport;
import java.net.Inet4Address;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the host to containers' own addresses, by TCP and ping over IPv4 (N21): a pair of
 * links between the host's network namespace and the hub.
 *
 * <p>In each network the host has an address, so containers answer it as they answer each other, and
 * need no route. Only the host begins connections. With the hub the kernel removes the pair, and
 * with the pair the host's addresses and routes.
 */
final class DirectLink {
  private static final Logger LOG = LoggerFactory.getLogger(DirectLink.class);
  private static final String HUB_END = "host0";
  private static final String TABLE = "harness-direct";
  private static final int PRIORITY = 0;
  private static final int ECHO_REPLY = 0;
  private static final int PROHIBITED = 13;

  /** None of the two ends makes packets smaller. */
  private static final int MTU = 65535;

  /** The hub's end of the pair, by an address that means nothing elsewhere. */
  private static final Inet4Address NEXT_HOP = Subnet.parse("169.254.112.0/30").address(1);

  private final Hub hub;
  private final int hostEnd;
  private final int hubEnd;

  /** Those of the host, by the numbers of bridges. */
  private final Map<Integer, Inet4Address> addresses = new ConcurrentHashMap<>();

  private DirectLink(Hub hub, int hostEnd, int hubEnd) {
    this.hub = hub;
    this.hostEnd = hostEnd;
    this.hubEnd = hubEnd;
  }

  /**
   * Makes the pair; to be called in the host's namespace.
   *
   * @param namespace the hub's, borrowed until this returns
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  static DirectLink make(Hub hub, Fd namespace) {
    String name = HostRoute.LINKS_TO_HUBS + "%08x".formatted(ThreadLocalRandom.current().nextInt());
    Links.Peer peer = new Links.Peer(namespace, HUB_END, MacAddress.of(NEXT_HOP));
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.createVeth(name, MTU, peer));
      boolean made = false;
      try {
        int hubEnd = hub.inHub(DirectLink::beginHub);
        int hostEnd = Links.index(session, name);
        session.change(
            Links.withoutOwnAddresses(hostEnd), Links.keepLocal(hostEnd), Links.setUp(hostEnd));
        made = true;
        return new DirectLink(hub, hostEnd, hubEnd);
      } finally {
        if (!made) {
          session.change(Links.delete(name));
        }
      }
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed(
          "cannot connect the host with the engine's network for direct addresses", e);
    }
  }

  /** The number of the hub's end, by which packets of the host come. */
  int hubEnd() {
    return hubEnd;
  }

  /**
   * Leads the host into a network; to be called in the host's namespace.
   *
   * @throws NetworkException.RouteTaken when the host has a route to some of the subnet
   * @throws NetworkException.NoFreeAddress when the subnet has no address for the host
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  void lead(Bridge bridge) {
    AddressBlock<Inet4Address> subnet = bridge.spec().subnet();
    HostRoute.now().stream()
        .filter(route -> route.subnet().overlaps(subnet))
        .findFirst()
        .ifPresent(route -> refuse(subnet, route));
    Inet4Address host = bridge.takeHighest();
    addresses.put(bridge.index(), host);
    try {
      changeHost(Addresses.addAlone(hostEnd, host));
      changeHost(
          Routes.addSubnet(hostEnd, subnet.network(), subnet.prefixLength(), NEXT_HOP, host));
      hub.change(Routes.addNeighbour(hubEnd, host), Links.forward(bridge.index()));
      // Else the bridge would let containers wait up to a second until it says where the host is.
      hub.setInHub("net/ipv4/neigh/" + bridge.spec().link() + "/proxy_delay", "0");
    } catch (SystemException e) {
      if (e.errno() == Errno.EEXIST) {
        throw new NetworkException.RouteTaken(
            "the host has got a route to %s a moment ago".formatted(subnet), e);
      }
      throw new NetworkException.SetUpFailed("cannot lead the host into " + subnet, e);
    }
  }

  /** Takes {@link #lead} back, or what was done of it; to be called in the host's namespace. */
  void leave(Bridge bridge) {
    @Nullable Inet4Address host = addresses.remove(bridge.index());
    if (host != null) {
      undo(() -> changeHost(Addresses.deleteAlone(hostEnd, host)));
      undo(() -> hub.change(Routes.deleteNeighbour(host)));
    }
  }

  private static void refuse(AddressBlock<Inet4Address> subnet, HostRoute route) {
    throw new NetworkException.RouteTaken(
        "the host has a route to %s over %s, which overlaps with %s"
            .formatted(route.subnet(), route.link(), subnet));
  }

  private static void undo(Runnable task) {
    try {
      task.run();
    } catch (SystemException e) {
      LOG.debug("the host was not led there: {}", e.getMessage());
    }
  }

  private static void changeHost(NetlinkRequest request) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(request);
    }
  }

  /** Begins with the rules, so nothing passes before them. */
  private static int beginHub() {
    if (Hub.showsBridgedPackets()) {
      throw new NetworkException.SetUpFailed(
          "cannot connect the host with the engine's network for direct addresses: the kernel shows"
              + " filters what containers of one network say to each other, and the engine may not"
              + " change that (net.bridge.bridge-nf-call-iptables)");
    }
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE);
        NetlinkSession filter = NetlinkSession.open(NetlinkProtocol.NETFILTER)) {
      int link = Links.index(session, HUB_END);
      filter.change(rules(link));
      session.change(Addresses.addAlone(link, NEXT_HOP), Links.forward(link), Links.setUp(link));
      return link;
    }
  }

  /**
   * What the hub forwards. All that may pass is named: so fragments, whose beginnings could hide
   * what they are, do not; nor does UDP, whose answers look like questions. Nothing is tracked.
   */
  private static NetlinkRequest[] rules(int link) {
    return NetfilterTable.named(TABLE)
        .chain(
            "forward",
            NetfilterTable.Hook.FORWARD,
            PRIORITY,
            NetfilterRule.ANY.out(link).answering().accept(),
            NetfilterRule.ANY.via(link).of(Transport.TCP).accept(),
            NetfilterRule.ANY.out(link).resetting().accept(),
            NetfilterRule.ANY.out(link).ofIcmp(ECHO_REPLY).accept(),
            NetfilterRule.ANY.via(link).of(Transport.ICMP).accept(),
            NetfilterRule.ANY.unreachable(PROHIBITED))
        .transaction();
  }
}
