package dev.harness.runtime.net;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.netlink.Routes;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done inside a container's network namespace.
 *
 * <p>All of it runs on a thread that is in that namespace.
 */
final class ContainerLinks {
  /** The first link to a network has this name, as in Docker. */
  static final String ETHERNET = "eth0";

  /** The routing table of {@link #detour}. */
  private static final int DETOURS = 100;

  private static final int LINK_LOCAL_PREFIX = 64;

  private ContainerLinks() {}

  /** Sets up the loopback link alone. */
  static void loopback() {
    allowUnprivileged();
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.setUp(Links.LOOPBACK));
    }
  }

  /** Sets up the loopback link and another, which is there but down. */
  static void ethernet(String name, BridgeSpec spec, LinkAddresses addresses) {
    allowUnprivileged();
    Sysctl.ofThread().sendWithinMachine();
    Ipv6Settings.ofContainer(name, addresses.ipv6().isPresent());
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      int link = Links.index(session, name);
      List<NetlinkRequest> requests = new ArrayList<>();
      requests.add(Links.setUp(Links.LOOPBACK));
      requests.addAll(addresses.up(link, spec));
      if (addresses.ipv6().isPresent()) {
        // The kernel asks from it whether a neighbour is still there.
        requests.add(Addresses.add(link, addresses.mac().linkLocal(), LINK_LOCAL_PREFIX));
      }
      session.change(requests.toArray(NetlinkRequest[]::new));
      // Only for the question's sake: a program that looks should find the link running.
      Links.isOperational(session, name);
    }
  }

  /** Leads the default route over a link that is up. */
  static void route(String name, Inet4Address gateway) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Routes.addDefault(Links.index(session, name), gateway));
    }
  }

  /** Leads what is for {@code to} by TCP over the gateway, where that is not so already. */
  static void detour(String name, Inet4Address gateway, Inet4Address to) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      change(session, Routes.add(DETOURS, Links.index(session, name), to, gateway), Errno.EEXIST);
      change(session, Routes.lookUpTcp(DETOURS), Errno.EEXIST);
    }
  }

  /** Takes {@link #detour} back, unless the route went with its link. */
  static void direct(Inet4Address to) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      change(session, Routes.delete(DETOURS, to), Errno.ESRCH);
    }
  }

  private static void change(NetlinkSession session, NetlinkRequest request, Errno done) {
    try {
      session.change(request);
    } catch (SystemException e) {
      if (e.errno() != done) {
        throw e;
      }
    }
  }

  /** Any user of the container may listen on low ports and ping, as with Docker (C20). */
  private static void allowUnprivileged() {
    Sysctl sysctl = Sysctl.ofThread();
    sysctl.set("net/ipv4/ip_unprivileged_port_start", "0");
    sysctl.allowPing();
  }
}
