package dev.harness.runtime.linux.netlink;

import java.net.Inet4Address;
import java.net.Inet6Address;

/** Requests about the addresses and routes of links: {@code rtnetlink(7)}. */
public final class Addresses {
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_NEWROUTE = 24;
  private static final int CREATE =
      NetlinkRequest.ACKNOWLEDGE | NetlinkRequest.EXCLUSIVE | NetlinkRequest.CREATE;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int IFA_F_NODAD = 2;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RTPROT_BOOT = 3;
  private static final int RTN_UNICAST = 1;
  private static final int RTN_LOCAL = 2;
  private static final int RT_SCOPE_HOST = 254;
  private static final int RTM_NEWRULE = 32;
  private static final int FR_ACT_TO_TBL = 1;
  private static final int FRA_FWMARK = 10;

  private Addresses() {}

  /** Gives a link an address; the kernel adds the route to its subnet once the link is up. */
  public static NetlinkRequest add(
      int link, Inet4Address address, int prefixLength, Inet4Address broadcast) {
    return NetlinkRequest.of(
        "add address " + address.getHostAddress() + "/" + prefixLength + " to link " + link,
        RTM_NEWADDR,
        CREATE,
        body ->
            body.int8(AF_INET)
                .int8(prefixLength)
                .int16(0)
                .int32(link)
                .attribute(IFA_LOCAL, address.getAddress())
                .attribute(IFA_BROADCAST, broadcast.getAddress())
                .attribute(IFA_ADDRESS, address.getAddress()));
  }

  /**
   * Gives a link an address of IPv6, which can be used at once: nobody is asked whether it is free.
   */
  public static NetlinkRequest add(int link, Inet6Address address, int prefixLength) {
    return NetlinkRequest.of(
        "add address " + address.getHostAddress() + "/" + prefixLength + " to link " + link,
        RTM_NEWADDR,
        CREATE,
        body ->
            body.int8(AF_INET6)
                .int8(prefixLength)
                .int8(IFA_F_NODAD)
                .int8(0)
                .int32(link)
                .attribute(IFA_LOCAL, address.getAddress())
                .attribute(IFA_ADDRESS, address.getAddress()));
  }

  /** Looks packets with a mark up in a routing table of their own: {@code ip rule add fwmark}. */
  public static NetlinkRequest ruleForMark(int mark, int table) {
    return NetlinkRequest.of(
        "look up packets with mark " + mark + " in routing table " + table,
        RTM_NEWRULE,
        CREATE,
        body ->
            body.int8(AF_INET)
                .zeros(3)
                .int8(table)
                .zeros(2)
                .int8(FR_ACT_TO_TBL)
                .int32(0)
                .attribute(FRA_FWMARK, mark));
  }

  /** Takes all that is looked up in a routing table for the machine's own. */
  public static NetlinkRequest allLocal(int table) {
    return NetlinkRequest.of(
        "take all of routing table " + table + " for local",
        RTM_NEWROUTE,
        CREATE,
        body ->
            body.int8(AF_INET)
                .zeros(3)
                .int8(table)
                .int8(RTPROT_BOOT)
                .int8(RT_SCOPE_HOST)
                .int8(RTN_LOCAL)
                .int32(0)
                .attribute(RTA_OIF, Links.LOOPBACK));
  }

  /** Sends everything without a route of its own to {@code gateway}, which is beyond the link. */
  public static NetlinkRequest defaultRoute(int link, Inet4Address gateway) {
    return NetlinkRequest.of(
        "add default route via " + gateway.getHostAddress(),
        RTM_NEWROUTE,
        CREATE,
        body ->
            body.int8(AF_INET)
                .zeros(3)
                .int8(RT_TABLE_MAIN)
                .int8(RTPROT_BOOT)
                .int8(0)
                .int8(RTN_UNICAST)
                .int32(0)
                .attribute(RTA_GATEWAY, gateway.getAddress())
                .attribute(RTA_OIF, link));
  }
}
