package dev.harness.runtime.net;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.MacAddress;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import java.net.Inet4Address;
import java.util.HexFormat;

/** A network: a bridge in the hub, to which containers are attached. */
public final class Bridge {
  private final Hub hub;
  private final BridgeSpec spec;
  private final int index;
  private final AddressPool addresses;

  private Bridge(Hub hub, BridgeSpec spec, int index, AddressPool addresses) {
    this.hub = hub;
    this.spec = spec;
    this.index = index;
    this.addresses = addresses;
  }

  static Bridge create(Hub hub, BridgeSpec spec) {
    AddressPool addresses = new AddressPool(spec.subnet());
    try {
      int index = hub.inHub(() -> build(spec, addresses.gateway()));
      return new Bridge(hub, spec, index, addresses);
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed("cannot make the bridge " + spec.link(), e);
    }
  }

  /** What it was made from. */
  public BridgeSpec spec() {
    return spec;
  }

  /** The bridge's own address, the containers' way out. */
  public Inet4Address gateway() {
    return addresses.gateway();
  }

  /**
   * Attaches a container, which does not run yet: afterwards it has {@code lo} and {@code eth0},
   * both up, an address and a default route.
   *
   * @param containerNetwork the container's network namespace, borrowed until this returns
   * @throws NetworkException.NoFreeAddress when the subnet is full
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  public Attachment attach(Fd containerNetwork) {
    Inet4Address address = addresses.take();
    String link = linkName(address);
    boolean attached = false;
    try {
      MacAddress mac = MacAddress.of(address);
      Links.Peer peer = new Links.Peer(containerNetwork, ContainerLinks.ETHERNET, mac);
      hub.change(Links.createVeth(link, index, spec.mtu(), peer));
      hub.runInside(
          containerNetwork, () -> ContainerLinks.ethernet(spec.subnet(), address, gateway()));
      attached = true;
      return new Attachment(this, address, mac);
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed(
          "cannot attach a container to the network " + spec.subnet(), e);
    } finally {
      if (!attached) {
        detach(address);
      }
    }
  }

  /** Deletes a container's link and frees its address. */
  void detach(Inet4Address address) {
    try {
      hub.change(Links.delete(linkName(address)));
    } catch (SystemException e) {
      // The link goes with the namespace at either end.
      if (e.errno() != Errno.ENODEV) {
        throw new NetworkException.SetUpFailed(
            "cannot detach the container " + address.getHostAddress(), e);
      }
    }
    addresses.free(address);
  }

  private static int build(BridgeSpec spec, Inet4Address gateway) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.createBridge(spec.link(), MacAddress.of(gateway), spec.mtu()));
      int index = Links.index(session, spec.link());
      Subnet subnet = spec.subnet();
      session.change(
          Addresses.add(index, gateway, subnet.prefixLength(), subnet.broadcast()),
          Links.setUp(index));
      return index;
    }
  }

  /** The name of the hub's end of a pair: unlike any other, and readable. */
  private static String linkName(Inet4Address address) {
    return "veth" + HexFormat.of().formatHex(address.getAddress());
  }
}
