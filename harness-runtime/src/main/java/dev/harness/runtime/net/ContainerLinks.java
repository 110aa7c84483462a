package dev.harness.runtime.net;

import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import java.net.Inet4Address;

/**
 * What is done inside a container's network namespace before the container runs.
 *
 * <p>All of it runs on a thread that is in that namespace.
 */
final class ContainerLinks {
  /** The first link to a network has this name, as in Docker. */
  static final String ETHERNET = "eth0";

  private ContainerLinks() {}

  /** Sets up the loopback link alone. */
  static void loopback() {
    allowUnprivileged();
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.setUp(Links.LOOPBACK));
    }
  }

  /** Sets up the loopback link and {@code eth0}, which is there but down. */
  static void ethernet(Subnet subnet, Inet4Address address, Inet4Address gateway) {
    allowUnprivileged();
    // These networks have no IPv6 yet; without this the link would get a link-local address.
    Sysctl.ofThread().set("net/ipv6/conf/" + ETHERNET + "/disable_ipv6", "1");
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      int link = Links.index(session, ETHERNET);
      session.change(
          Links.setUp(Links.LOOPBACK),
          Addresses.add(link, address, subnet.prefixLength(), subnet.broadcast()),
          Links.setUp(link),
          Addresses.defaultRoute(link, gateway));
      // Only for the question's sake: a program that looks should find the link running.
      Links.isOperational(session, ETHERNET);
    }
  }

  /** Any user of the container may listen on low ports and ping, as with Docker (C20). */
  private static void allowUnprivileged() {
    Sysctl sysctl = Sysctl.ofThread();
    sysctl.set("net/ipv4/ip_unprivileged_port_start", "0");
    sysctl.allowPing();
  }
}
