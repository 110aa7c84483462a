package dev.harness.runtime.linux.netlink;

import java.net.Inet4Address;

/** Requests about routes that TCP takes and nothing else: {@code rtnetlink(7)}. */
public final class TcpRoutes {
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
  private static final int RTPROT_BOOT = 3;
  private static final int RTN_UNICAST = 1;
  private static final int RT_SCOPE_NOWHERE = 255;
  private static final int FR_ACT_TO_TBL = 1;
  private static final int FRA_IP_PROTO = 22;
  private static final byte[] TCP = {(byte) Transport.TCP.number};

  private TcpRoutes() {}

  /**
   * Looks TCP up in a routing table of its own, and where that has no route as ever: {@code ip rule
   * add ipproto tcp}. The kernel refuses with EEXIST what it does already.
   */
  public static NetlinkRequest lookUp(int table) {
    return NetlinkRequest.of(
        "look up TCP in routing table " + table,
        RTM_NEWRULE,
        CREATE,
        body ->
            body.int8(AF_INET)
                .zeros(3)
                .int8(table)
                .zeros(2)
                .int8(FR_ACT_TO_TBL)
                .int32(0)
                .attribute(FRA_IP_PROTO, TCP));
  }

  /** Sends what is for one address to {@code gateway}, which is beyond the link. */
  public static NetlinkRequest add(int table, int link, Inet4Address to, Inet4Address gateway) {
    return NetlinkRequest.of(
        "add route to " + to.getHostAddress() + " via " + gateway.getHostAddress(),
        RTM_NEWROUTE,
        CREATE,
        body ->
            body.int8(AF_INET)
                .int8(ADDRESS_BITS)
                .zeros(2)
                .int8(table)
                .int8(RTPROT_BOOT)
                .int8(0)
                .int8(RTN_UNICAST)
                .int32(0)
                .attribute(RTA_DST, to.getAddress())
                .attribute(RTA_GATEWAY, gateway.getAddress())
                .attribute(RTA_OIF, link));
  }

  /** Takes {@link #add} back; the kernel refuses with ESRCH when the route is gone. */
  public static NetlinkRequest delete(int table, Inet4Address to) {
    return NetlinkRequest.of(
        "delete route to " + to.getHostAddress(),
        RTM_DELROUTE,
        NetlinkRequest.ACKNOWLEDGE,
        body ->
            body.int8(AF_INET)
                .int8(ADDRESS_BITS)
                .zeros(2)
                .int8(table)
                .int8(0)
                .int8(RT_SCOPE_NOWHERE)
                .int8(0)
                .int32(0)
                .attribute(RTA_DST, to.getAddress()));
  }
}
