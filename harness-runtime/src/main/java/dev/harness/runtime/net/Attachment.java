package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A container's place in a network, with its addresses, until closed. */
public final class Attachment implements AutoCloseable {
  private final Bridge bridge;
  private final LinkAddresses addresses;
  private final String link;
  private final AtomicBoolean closed = new AtomicBoolean();

  Attachment(Bridge bridge, LinkAddresses addresses, String link) {
    this.bridge = bridge;
    this.addresses = addresses;
    this.link = link;
  }

  /** The container's address of IPv4. */
  public Inet4Address address() {
    return addresses.ipv4();
  }

  /** The container's address of IPv6; absent = the network has none. */
  public Optional<Ipv6Place> ipv6() {
    return addresses.ipv6().map(this::placed);
  }

  private Ipv6Place placed(Inet6Address address) {
    AddressPlan<Inet6Address> plan = bridge.spec().ipv6().orElseThrow();
    return new Ipv6Place(address, plan.subnet().prefixLength(), plan.gateway());
  }

  /** All addresses of the container here, the one of IPv4 first. */
  public List<InetAddress> addresses() {
    List<InetAddress> all = new ArrayList<>();
    all.add(addresses.ipv4());
    addresses.ipv6().ifPresent(all::add);
    return all;
  }

  /** The length of the network's part of the address, in bits. */
  public int prefixLength() {
    return bridge.spec().subnet().prefixLength();
  }

  /** Where the container's default route goes. */
  public Inet4Address gateway() {
    return bridge.gateway();
  }

  /** The number of the network's link in the hub, over which packets of the container come. */
  public int hubLink() {
    return bridge.index();
  }

  /** The hardware address of the container's link. */
  public MacAddress mac() {
    return addresses.mac();
  }

  /** The name of the container's link, such as {@code eth0}. */
  public String link() {
    return link;
  }

  /**
   * Leads the container's default route to this network; it must have none.
   *
   * @param containerNetwork the container's network namespace, borrowed until this returns
   */
  public void route(Fd containerNetwork) {
    bridge.route(containerNetwork, link);
  }

  /**
   * Leads what the container sends to another of this network by TCP over the gateway.
   *
   * @param containerNetwork the container's network namespace, borrowed until this returns
   * @throws NetworkException.SetUpFailed when the kernel refuses
   */
  public void detour(Fd containerNetwork, Attachment to) {
    try {
      bridge.detour(containerNetwork, link, to.address());
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed(
          "cannot lead connections to " + to.address().getHostAddress() + " over the engine", e);
    }
  }

  /** Takes {@link #detour} back. */
  public void direct(Fd containerNetwork, Attachment to) {
    bridge.direct(containerNetwork, to.address());
  }

  /** Gives the place up, and waits until the link is deleted. */
  public void detach() {
    close();
    bridge.awaitDetached();
  }

  /** Gives the place up: in the background the link is deleted, then the addresses are free. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      bridge.detach(addresses);
    }
  }
}
