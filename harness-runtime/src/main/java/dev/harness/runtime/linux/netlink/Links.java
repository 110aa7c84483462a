package dev.harness.runtime.linux.netlink;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Requests about links, the network interfaces of a namespace: {@code rtnetlink(7)}. */
public final class Links {
  /** The loopback link is the first of every namespace. */
  public static final int LOOPBACK = 1;

  /** The longest name of a link. */
  public static final int MAXIMUM_NAME = 15;

  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  private static final int CHANGE = NetlinkRequest.ACKNOWLEDGE;
  private static final int CREATE =
      NetlinkRequest.ACKNOWLEDGE | NetlinkRequest.EXCLUSIVE | NetlinkRequest.CREATE;
  private static final int IFF_UP = 1;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_OPERSTATE = 16;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int IFLA_INET_CONF = 1;
  private static final int AF_INET = 2;
  private static final int DEVCONF_FORWARDING = 1;
  private static final int DEVCONF_PROXY_ARP = 3;
  private static final int DEVCONF_RP_FILTER = 8;
  private static final int AF_INET6 = 10;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  private static final int NO_ADDRESSES = 1;
  private static final int INFO_KIND = 1;
  private static final int INFO_DATA = 2;
  private static final int VETH_INFO_PEER = 1;
  private static final int INDEX_AT = 4;
  private static final int INFO_SIZE = 16;
  private static final int IF_OPER_UP = 6;

  private Links() {}

  /** One end of a pair in another namespace, which is borrowed until the request is made. */
  public record Peer(Fd namespace, String name, MacAddress mac) {}

  /** Creates a bridge, still down. */
  public static NetlinkRequest createBridge(String name, MacAddress mac, int mtu) {
    return NetlinkRequest.of(
        "create bridge " + name,
        RTM_NEWLINK,
        CREATE,
        body ->
            info(body, 0, 0)
                .attribute(IFLA_ADDRESS, mac.bytes())
                .attribute(IFLA_MTU, mtu)
                .attribute(IFLA_IFNAME, name)
                .attribute(IFLA_LINKINFO, kind("bridge")));
  }

  /** Creates a pair of links: one up and in the bridge {@code master}, the other with the peer. */
  public static NetlinkRequest createVeth(String name, int master, int mtu, Peer peer) {
    return veth(
        name,
        mtu,
        peer,
        body -> info(body, 0, IFF_UP).attribute(IFLA_MTU, mtu).attribute(IFLA_MASTER, master));
  }

  /** Creates a pair of links, both down: one here, the other with the peer. */
  public static NetlinkRequest createVeth(String name, int mtu, Peer peer) {
    return veth(name, mtu, peer, body -> info(body, 0, 0).attribute(IFLA_MTU, mtu));
  }

  /** Sets a link up. */
  public static NetlinkRequest setUp(int index) {
    return NetlinkRequest.of(
        "set link " + index + " up", RTM_NEWLINK, CHANGE, body -> info(body, index, IFF_UP));
  }

  /** Lets nothing that comes in by a link out by another; needs no procfs that can be written. */
  public static NetlinkRequest keepLocal(int index) {
    return ofIpv4(
        "forward nothing of link " + index,
        index,
        settings -> settings.attribute(DEVCONF_FORWARDING, 0));
  }

  /**
   * Lets what comes in by a link out by others, but only from addresses to which it would be sent by
   * that link; and answers there for the addresses of those others.
   */
  public static NetlinkRequest forward(int index) {
    return ofIpv4(
        "forward what comes by link " + index,
        index,
        settings ->
            settings
                .attribute(DEVCONF_FORWARDING, 1)
                .attribute(DEVCONF_RP_FILTER, 1)
                .attribute(DEVCONF_PROXY_ARP, 1));
  }

  /** Lets the kernel give a link no address of IPv6 by itself, such as a link-local one. */
  public static NetlinkRequest withoutOwnAddresses(int index) {
    return ofFamily(
        "make no addresses of IPv6 for link " + index,
        index,
        AF_INET6,
        family -> family.attribute(IFLA_INET6_ADDR_GEN_MODE, new byte[] {NO_ADDRESSES}));
  }

  private static NetlinkRequest ofIpv4(
      String purpose, int index, Consumer<AttributeWriter> settings) {
    return ofFamily(purpose, index, AF_INET, family -> family.attribute(IFLA_INET_CONF, settings));
  }

  private static NetlinkRequest ofFamily(
      String purpose, int index, int family, Consumer<AttributeWriter> settings) {
    return NetlinkRequest.of(
        purpose,
        RTM_NEWLINK,
        CHANGE,
        body ->
            info(body, index, 0)
                .attribute(IFLA_AF_SPEC, families -> families.attribute(family, settings)));
  }

  /** Deletes a link by its name, with the other end of a pair. */
  public static NetlinkRequest delete(String name) {
    return NetlinkRequest.of(
        "delete link " + name,
        RTM_DELLINK,
        CHANGE,
        body -> info(body, 0, 0).attribute(IFLA_IFNAME, name));
  }

  /**
   * Finds the index of a link by its name.
   *
   * @throws SystemException with {@code ENODEV} when there is none
   */
  public static int index(NetlinkSession session, String name) {
    List<ByteBuffer> links = session.ask(get(name));
    if (links.isEmpty() || links.get(0).limit() < INFO_SIZE) {
      throw new SystemException("netlink", Errno.EBADMSG, "request=find link " + name);
    }
    return links.get(0).getInt(INDEX_AT);
  }

  /**
   * Tells whether a link passes packets: it is up, so is what it is connected to, and the kernel
   * has noticed.
   *
   * <p>The kernel notices late, in the background; from Linux 6.8 on it does at this question.
   */
  public static boolean isOperational(NetlinkSession session, String name) {
    return session.ask(get(name)).stream()
        .flatMap(link -> Attributes.read(link, INFO_SIZE).find(IFLA_OPERSTATE).stream())
        .anyMatch(state -> state.get(0) == IF_OPER_UP);
  }

  static NetlinkRequest get(String name) {
    return NetlinkRequest.of(
        "find link " + name,
        RTM_GETLINK,
        NetlinkRequest.ACKNOWLEDGE,
        body -> info(body, 0, 0).attribute(IFLA_IFNAME, name));
  }

  /** The end that is here begins with its flags and what is its own. */
  private static NetlinkRequest veth(
      String name, int mtu, Peer peer, Consumer<AttributeWriter> beginning) {
    return NetlinkRequest.of(
        "create veth pair " + name + " and " + peer.name(),
        RTM_NEWLINK,
        CREATE,
        body -> {
          beginning.accept(body);
          body.attribute(IFLA_IFNAME, name)
              .attribute(
                  IFLA_LINKINFO,
                  link -> {
                    kind("veth").accept(link);
                    link.attribute(
                        INFO_DATA, data -> data.attribute(VETH_INFO_PEER, peer(peer, mtu)));
                  });
        });
  }

  private static Consumer<AttributeWriter> peer(Peer peer, int mtu) {
    return body ->
        info(body, 0, 0)
            .attribute(IFLA_ADDRESS, peer.mac().bytes())
            .attribute(IFLA_MTU, mtu)
            .attribute(IFLA_NET_NS_FD, peer.namespace().number())
            .attribute(IFLA_IFNAME, peer.name());
  }

  private static Consumer<AttributeWriter> kind(String name) {
    return link -> link.attribute(INFO_KIND, name.getBytes(StandardCharsets.US_ASCII));
  }

  /** {@code struct ifinfomsg}: family, type, index, flags, and which flags to change. */
  private static AttributeWriter info(AttributeWriter body, int index, int flags) {
    return body.int8(0).int8(0).int16(0).int32(index).int32(flags).int32(flags);
  }
}
