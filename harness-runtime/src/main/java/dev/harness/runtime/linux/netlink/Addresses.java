package dev.harness.runtime.linux.netlink;

import java.net.Inet4Address;
import java.net.Inet6Address;

/** Requests about the addresses of links: {@code rtnetlink(7)}. */
public final class Addresses {
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int CREATE =
      NetlinkRequest.ACKNOWLEDGE | NetlinkRequest.EXCLUSIVE | NetlinkRequest.CREATE;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int ADDRESS_BITS = 32;
  private static final int RT_SCOPE_LINK = 253;
  private static final int IFA_F_NODAD = 2;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;

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

  /** Gives a link an address without a subnet, with which nothing is sent over other links. */
  public static NetlinkRequest addAlone(int link, Inet4Address address) {
    return alone("add address %s to link %d", RTM_NEWADDR, CREATE, link, address);
  }

  /** Takes {@link #addAlone} back, and the routes whose source the address is. */
  public static NetlinkRequest deleteAlone(int link, Inet4Address address) {
    return alone(
        "delete address %s of link %d", RTM_DELADDR, NetlinkRequest.ACKNOWLEDGE, link, address);
  }

  private static NetlinkRequest alone(
      String purpose, int type, int flags, int link, Inet4Address address) {
    return NetlinkRequest.of(
        purpose.formatted(address.getHostAddress(), link),
        type,
        flags,
        body ->
            body.int8(AF_INET)
                .int8(ADDRESS_BITS)
                .int8(0)
                .int8(RT_SCOPE_LINK)
                .int32(link)
                .attribute(IFA_LOCAL, address.getAddress())
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
}
