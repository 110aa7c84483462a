package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.MacAddress;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import java.net.Inet4Address;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A network: a bridge in the hub, to which containers are attached. */
public final class Bridge {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

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
    AddressPool addresses = new AddressPool(spec.addresses());
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

  /** The number of the bridge's link in the hub. */
  public int index() {
    return index;
  }

  /** The bridge's own address, the containers' way out. */
  public Inet4Address gateway() {
    return addresses.gateway();
  }

  /** The first place of a container, at an address of the pool's choice. */
  public Attachment attach(Fd containerNetwork) {
    return attach(containerNetwork, ContainerLinks.ETHERNET, Optional.empty(), true);
  }

  /**
   * Attaches a container: afterwards it has {@code lo} and {@code link}, both up, and an address.
   *
   * @param containerNetwork the container's network namespace, borrowed until this returns
   * @param link the name of the container's end
   * @param address the address it is to have; absent = any
   * @param routed whether its default route is to lead here
   * @throws NetworkException.NoFreeAddress when the subnet is full
   * @throws NetworkException.AddressUnavailable when the address is none of the network's
   * @throws NetworkException.AddressInUse when it is somebody else's
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  public Attachment attach(
      Fd containerNetwork, String link, Optional<Inet4Address> address, boolean routed) {
    Attachment attachment = new Attachment(this, take(address), link);
    boolean attached = false;
    try {
      connect(attachment, containerNetwork, routed);
      awaitOperational(linkName(attachment.address()));
      attached = true;
      return attachment;
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed(
          "cannot attach a container to the network " + spec.subnet(), e);
    } finally {
      if (!attached) {
        attachment.close();
      }
    }
  }

  /** Deletes the bridge in the background, then does {@code afterwards}; nobody may be attached. */
  public void delete(Runnable afterwards) {
    hub.forget(this);
    hub.deleteLater(spec.link(), afterwards);
  }

  /** Leads a container's default route here. */
  void route(Fd containerNetwork, String link) {
    hub.runInside(containerNetwork, () -> ContainerLinks.route(link, gateway()));
  }

  /** Leads what a container sends to an address here by TCP to the hub first. */
  void detour(Fd containerNetwork, String link, Inet4Address to) {
    hub.runInside(containerNetwork, () -> ContainerLinks.detour(link, gateway(), to));
  }

  /** Takes {@link #detour} back. */
  void direct(Fd containerNetwork, Inet4Address to) {
    hub.runInside(containerNetwork, () -> ContainerLinks.direct(to));
  }

  /** Frees a container's address once its link is deleted. */
  void detach(Inet4Address address) {
    hub.deleteLater(linkName(address), () -> addresses.free(address));
  }

  /** Waits until what was detached is deleted. */
  void awaitDetached() {
    hub.awaitDeleted();
  }

  /** What was freed a moment ago counts as free. */
  private Inet4Address take(Optional<Inet4Address> wanted) {
    try {
      return takeNow(wanted);
    } catch (NetworkException.NoFreeAddress | NetworkException.AddressInUse e) {
      hub.awaitDeleted();
      return takeNow(wanted);
    }
  }

  private Inet4Address takeNow(Optional<Inet4Address> wanted) {
    if (wanted.isEmpty()) {
      return addresses.take();
    }
    addresses.take(wanted.get());
    return wanted.get();
  }

  private void connect(Attachment attachment, Fd containerNetwork, boolean routed) {
    Inet4Address address = attachment.address();
    String end = attachment.link();
    Links.Peer peer = new Links.Peer(containerNetwork, end, attachment.mac());
    hub.change(Links.createVeth(linkName(address), index, spec.mtu(), peer));
    hub.runInside(
        containerNetwork,
        () -> {
          ContainerLinks.ethernet(end, spec.subnet(), address);
          if (routed) {
            ContainerLinks.route(end, gateway());
          }
        });
  }

  /** Else the first packet could be lost, which costs the container's first connection a second. */
  private void awaitOperational(String link) {
    long start = System.nanoTime();
    while (!hub.inHub(() -> isOperational(link)) && System.nanoTime() - start < PATIENCE_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean isOperational(String link) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      return Links.isOperational(session, link);
    }
  }

  private static int build(BridgeSpec spec, Inet4Address gateway) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.createBridge(spec.link(), MacAddress.of(gateway), spec.mtu()));
      int index = Links.index(session, spec.link());
      Subnet subnet = spec.subnet();
      session.change(
          Addresses.add(index, gateway, subnet.prefixLength(), subnet.broadcast()),
          Links.setUp(index),
          Links.keepLocal(index));
      return index;
    }
  }

  /** The name of the hub's end of a pair: unlike any other, and readable. */
  private static String linkName(Inet4Address address) {
    return "veth" + HexFormat.of().formatHex(address.getAddress());
  }
}
