package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/** A network: a bridge in the hub, to which containers are attached. */
public final class Bridge {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final Hub hub;
  private final BridgeSpec spec;
  private final int index;
  private final AddressPools addresses;

  private volatile BiFunction<InetAddress, String, List<InetAddress>> names =
      (container, name) -> List.of();

  private Bridge(Hub hub, BridgeSpec spec, int index, AddressPools addresses) {
    this.hub = hub;
    this.spec = spec;
    this.index = index;
    this.addresses = addresses;
  }

  static Bridge create(Hub hub, BridgeSpec spec) {
    AddressPools addresses = new AddressPools(spec);
    try {
      int index = hub.inHub(() -> build(spec, addresses.gateways()));
      return new Bridge(hub, spec, index, addresses);
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed("cannot make the bridge " + spec.link(), e);
    }
  }

  /**
   * Says what a container, which is known by its address here, means by a name; for those who ask in its
   * stead.
   */
  public void nameBy(BiFunction<InetAddress, String, List<InetAddress>> names) {
    this.names = names;
  }

  /** The addresses that a container of this network means by a name; none when it knows none. */
  public List<InetAddress> addresses(InetAddress container, String name) {
    return names.apply(container, name);
  }

  /** What it was made from. */
  public BridgeSpec spec() {
    return spec;
  }

  /** The number of the bridge's link in the hub. */
  public int index() {
    return index;
  }

  /** The bridge's own address of IPv4, the containers' way out. */
  public Inet4Address gateway() {
    return spec.addresses().gateway();
  }

  /**
   * Takes the highest address of IPv4 for one who is no container.
   *
   * @throws NetworkException.NoFreeAddress when there is none but for one container
   */
  Inet4Address takeHighest() {
    return addresses.takeHighest();
  }

  /** The first place of a container, at an address of the pool's choice. */
  public Attachment attach(Fd containerNetwork) {
    return attach(containerNetwork, ContainerLinks.ETHERNET, WantedAddresses.ANY, true);
  }

  /**
   * Attaches a container: afterwards it has {@code lo} and {@code link}, both up, and
   * addresses that can be used at once.
   *
   * @param containerNetwork the container's network namespace, borrowed until this returns
   * @param link the name of the container's end
   * @param wanted the addresses it is to have
   * @param routed whether its default route is to lead here
   * @throws NetworkException.NoFreeAddress when the subnet is full
   * @throws NetworkException.AddressUnavailable when an address is none of the network's
   * @throws NetworkException.AddressInUse when it is somebody else's
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  public Attachment attach(
      Fd containerNetwork, String link, WantedAddresses wanted, boolean routed) {
    LinkAddresses taken = take(wanted);
    Attachment attachment = new Attachment(this, taken, link);
    boolean attached = false;
    try {
      connect(taken, containerNetwork, link, routed);
      awaitOperational(linkName(taken));
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

  /** Frees a container's addresses once its link is deleted. */
  void detach(LinkAddresses taken) {
    hub.deleteLater(linkName(taken), () -> addresses.free(taken));
  }

  /** Waits until what was detached is deleted. */
  void awaitDetached() {
    hub.awaitDeleted();
  }

  /** What was freed a moment ago counts as free. */
  private LinkAddresses take(WantedAddresses wanted) {
    try {
      return addresses.take(wanted);
    } catch (NetworkException.NoFreeAddress | NetworkException.AddressInUse e) {
      hub.awaitDeleted();
      return addresses.take(wanted);
    }
  }

  private void connect(LinkAddresses taken, Fd containerNetwork, String link, boolean routed) {
    Links.Peer peer = new Links.Peer(containerNetwork, link, taken.mac());
    hub.change(Links.createVeth(linkName(taken), index, spec.mtu(), peer));
    hub.runInside(
        containerNetwork,
        () -> {
          ContainerLinks.ethernet(link, spec, taken);
          if (routed) {
            ContainerLinks.route(link, gateway());
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

  private static int build(BridgeSpec spec, LinkAddresses gateways) {
    if (spec.ipv6().isPresent()) {
      Ipv6Settings.requireNoForwarding();
    }
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(Links.createBridge(spec.link(), gateways.mac(), spec.mtu()));
      boolean built = false;
      try {
        int index = Links.index(session, spec.link());
        setUp(session, index, spec, gateways);
        built = true;
        return index;
      } finally {
        if (!built) {
          session.change(Links.delete(spec.link()));
        }
      }
    }
  }

  private static void setUp(
      NetlinkSession session, int index, BridgeSpec spec, LinkAddresses gateways) {
    if (spec.ipv6().isPresent()) {
      Ipv6Settings.ofBridge(spec.link());
    }
    List<NetlinkRequest> requests = new ArrayList<>(gateways.up(index, spec));
    requests.add(Links.keepLocal(index));
    session.change(requests.toArray(NetlinkRequest[]::new));
  }

  /** The name of the hub's end of a pair: unlike any other, and readable. */
  private static String linkName(LinkAddresses taken) {
    return "veth" + HexFormat.of().formatHex(taken.ipv4().getAddress());
  }
}
