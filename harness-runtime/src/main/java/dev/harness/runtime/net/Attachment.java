package dev.harness.runtime.net;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.MacAddress;
import java.net.Inet4Address;
import java.util.concurrent.atomic.AtomicBoolean;

/** A container's place in a network, with its address, until closed. */
public final class Attachment implements AutoCloseable {
  private final Bridge bridge;
  private final Inet4Address address;
  private final String link;
  private final AtomicBoolean closed = new AtomicBoolean();

  Attachment(Bridge bridge, Inet4Address address, String link) {
    this.bridge = bridge;
    this.address = address;
    this.link = link;
  }

  /** The container's address. */
  public Inet4Address address() {
    return address;
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
    return MacAddress.of(address);
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

  /** Gives the place up: in the background the link is deleted, then the address is free. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      bridge.detach(address);
    }
  }
}
