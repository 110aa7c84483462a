package dev.harness.runtime.linux.netlink;

import java.net.Inet4Address;

/** Requests about routes, and rules that say in which table to look for them: {@code rtnetlink(7)}. */
public final class Routes {
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RTM_NEWRULE = 32;
  private static final int CREATE =
      NetlinkRequest.ACKNOWLEDGE | NetlinkRequest.EXCLUSIVE | NetlinkRequest.CREATE;
  private static final int AF_INET = 2;
  private static final int ADDRESS_BITS = 32;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PREFSRC = 7;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RTPROT_BOOT = 3;
  private static final int RTN_UNICAST = 1;
  private static final int RTN_LOCAL = 2;
  private static final int RT_SCOPE_UNIVERSE = 0;
  private static final int RT_SCOPE_LINK = 253;
  private static final int RT_SCOPE_HOST = 254;
  private static final int RT_SCOPE_NOWHERE = 255;
  private static final int RTNH_F_ONLINK = 4;
  private static final int FR_ACT_TO_TBL = 1;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_IP_PROTO = 22;
  private static final byte[] TCP = {(byte) Transport.TCP.number};

  private Routes() {}

  /** Sends everything without a route of its own to {@code gateway}, which is beyond the link. */
  public static NetlinkRequest addDefault(int link, Inet4Address gateway) {
    return NetlinkRequest.of(
        "add default route via " + gateway.getHostAddress(),
        RTM_NEWROUTE,
        CREATE,
        body ->
            route(body, 0, RT_TABLE_MAIN, RTPROT_BOOT, RT_SCOPE_UNIVERSE, RTN_UNICAST)
                .attribute(RTA_GATEWAY, gateway.getAddress())
                .attribute(RTA_OIF, link));
  }

  /** Sends what is for one address to {@code gateway}, which is beyond the link. */
  public static NetlinkRequest add(int table, int link, Inet4Address to, Inet4Address gateway) {
    return NetlinkRequest.of(
        "add route to " + to.getHostAddress() + " via " + gateway.getHostAddress(),
        RTM_NEWROUTE,
        CREATE,
        body ->
            route(body, ADDRESS_BITS, table, RTPROT_BOOT, RT_SCOPE_UNIVERSE, RTN_UNICAST)
                .attribute(RTA_DST, to.getAddress())
                .attribute(RTA_GATEWAY, gateway.getAddress())
                .attribute(RTA_OIF, link));
  }

  /**
   * Sends what is for a subnet to {@code gateway}, which is at the other end of the link whatever its
   * address, with {@code source} as the sender. The kernel refuses with EEXIST when there is a route
   * to that subnet.
   */
  public static NetlinkRequest addSubnet(
      int link, Inet4Address network, int prefixLength, Inet4Address gateway, Inet4Address source) {
    return NetlinkRequest.of(
        "add route to " + network.getHostAddress() + "/" + prefixLength + " over link " + link,
        RTM_NEWROUTE,
        CREATE,
        body ->
            route(
                    body,
                    prefixLength,
                    RT_TABLE_MAIN,
                    RTPROT_BOOT,
                    RT_SCOPE_UNIVERSE,
                    RTN_UNICAST,
                    RTNH_F_ONLINK)
                .attribute(RTA_DST, network.getAddress())
                .attribute(RTA_GATEWAY, gateway.getAddress())
                .attribute(RTA_PREFSRC, source.getAddress())
                .attribute(RTA_OIF, link));
  }

  /** Takes an address for the one at the other end of a link. */
  public static NetlinkRequest addNeighbour(int link, Inet4Address neighbour) {
    return NetlinkRequest.of(
        "add route to " + neighbour.getHostAddress() + " over link " + link,
        RTM_NEWROUTE,
        CREATE,
        body ->
            route(body, ADDRESS_BITS, RT_TABLE_MAIN, RTPROT_BOOT, RT_SCOPE_LINK, RTN_UNICAST)
                .attribute(RTA_DST, neighbour.getAddress())
                .attribute(RTA_OIF, link));
  }

  /** Takes {@link #addNeighbour} back. */
  public static NetlinkRequest deleteNeighbour(Inet4Address neighbour) {
    return delete(RT_TABLE_MAIN, neighbour);
  }

  /** Takes {@link #add} back; the kernel refuses with ESRCH when the route is gone. */
  public static NetlinkRequest delete(int table, Inet4Address to) {
    return NetlinkRequest.of(
        "delete route to " + to.getHostAddress(),
        RTM_DELROUTE,
        NetlinkRequest.ACKNOWLEDGE,
        body ->
            route(body, ADDRESS_BITS, table, 0, RT_SCOPE_NOWHERE, 0)
                .attribute(RTA_DST, to.getAddress()));
  }

  /** Takes all that is looked up in a table for the machine's own. */
  public static NetlinkRequest allLocal(int table) {
    return NetlinkRequest.of(
        "take all of routing table " + table + " for local",
        RTM_NEWROUTE,
        CREATE,
        body ->
            route(body, 0, table, RTPROT_BOOT, RT_SCOPE_HOST, RTN_LOCAL)
                .attribute(RTA_OIF, Links.LOOPBACK));
  }

  /** Looks packets with a mark up in a table of their own: {@code ip rule add fwmark}. */
  public static NetlinkRequest lookUpMarked(int mark, int table) {
    return NetlinkRequest.of(
        "look up packets with mark " + mark + " in routing table " + table,
        RTM_NEWRULE,
        CREATE,
        body -> rule(body, table).attribute(FRA_FWMARK, mark));
  }

  /**
   * Looks TCP up in a table of its own, and where that has no route as ever: {@code ip rule add
   * ipproto tcp}. The kernel refuses with EEXIST what it does already.
   */
  public static NetlinkRequest lookUpTcp(int table) {
    return NetlinkRequest.of(
        "look up TCP in routing table " + table,
        RTM_NEWRULE,
        CREATE,
        body -> rule(body, table).attribute(FRA_IP_PROTO, TCP));
  }

  /** The header of a request about a route, {@code struct rtmsg}. */
  private static AttributeWriter route(
      AttributeWriter body, int prefixLength, int table, int protocol, int scope, int type) {
    return route(body, prefixLength, table, protocol, scope, type, 0);
  }

  private static AttributeWriter route(
      AttributeWriter body,
      int prefixLength,
      int table,
      int protocol,
      int scope,
      int type,
      int flags) {
    return body.int8(AF_INET)
        .int8(prefixLength)
        .zeros(2)
        .int8(table)
        .int8(protocol)
        .int8(scope)
        .int8(type)
        .int32(flags);
  }

  /** The header of a request about a rule, {@code struct fib_rule_hdr}. */
  private static AttributeWriter rule(AttributeWriter body, int table) {
    return body.int8(AF_INET).zeros(3).int8(table).zeros(2).int8(FR_ACT_TO_TBL).int32(0);
  }
}
