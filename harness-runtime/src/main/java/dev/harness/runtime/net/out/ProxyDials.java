package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.Hub;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The connections that a proxy makes for containers: within their networks from the hub, else from the
 * namespace of the thread, which is the host's.
 */
final class ProxyDials {
  private static final String HOST = "host.docker.internal";

  private final Hub hub;
  private final ExposedPorts exposed;

  ProxyDials(Hub hub, ExposedPorts exposed) {
    this.hub = hub;
    this.exposed = exposed;
  }

  /**
   * Connects to where a container asks for; a name means what it means to the container, else what it
   * means to the host.
   *
   * @param from a network that the container is in
   * @param container its address there
   * @return owned by the caller
   * @throws ProxyRefusal when it may not, or nobody is there
   */
  Fd dial(Bridge from, InetAddress container, ProxyRequest request) {
    String name = request.host().toLowerCase(Locale.ROOT);
    List<Inet4Address> near =
        isOwn(name)
            ? ofIpv4(Stream.of(container))
            : ofIpv4(from.addresses(container, name).stream());
    return near.isEmpty()
        ? first(request, farAddresses(from, name), to -> dialFar(from, to))
        : first(request, near, this::dialNear);
  }

  /** Some programs ask a proxy for their own machine, too: busybox's wget knows no exceptions. */
  private static boolean isOwn(String name) {
    return name.equals("localhost") || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static Fd first(
      ProxyRequest request, List<Inet4Address> addresses, Function<InetSocketAddress, Fd> dial) {
    String server = request.host() + ":" + request.port();
    ProxyRefusal refusal =
        new ProxyRefusal(
            ProxyRefusal.Status.BAD_GATEWAY,
            "cannot reach %s: it has no address of IPv4".formatted(server));
    for (Inet4Address address : addresses) {
      try {
        return dial.apply(new InetSocketAddress(address, request.port()));
      } catch (SystemException e) {
        refusal =
            new ProxyRefusal(
                e.errno() == Errno.ETIMEDOUT
                    ? ProxyRefusal.Status.GATEWAY_TIMEOUT
                    : ProxyRefusal.Status.BAD_GATEWAY,
                "cannot connect to %s: %s".formatted(server, e.errno().words()),
                e);
      }
    }
    throw refusal;
  }

  private static List<Inet4Address> farAddresses(Bridge from, String name) {
    if (name.equals(HOST)) {
      return List.of(from.gateway());
    }
    try {
      return ofIpv4(Stream.of(InetAddress.getAllByName(name)));
    } catch (UnknownHostException e) {
      throw new ProxyRefusal(
          ProxyRefusal.Status.BAD_GATEWAY,
          "cannot find %s: neither the container's networks nor the host know the name"
              .formatted(name),
          e);
    }
  }

  private static List<Inet4Address> ofIpv4(Stream<InetAddress> addresses) {
    return addresses.filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast).toList();
  }

  private Fd dialNear(InetSocketAddress target) {
    return connected(hub.inHub(() -> Sockets.tcp(target.getAddress())), target);
  }

  private Fd dialFar(Bridge from, InetSocketAddress target) {
    Inet4Address address = (Inet4Address) target.getAddress();
    List<Bridge> all = hub.bridges();
    if (all.stream().anyMatch(bridge -> bridge.gateway().equals(address))) {
      return dialHost(target.getPort());
    }
    if (from.spec().subnet().contains(address)) {
      return dialNear(target);
    }
    if (Destinations.isClosed(all, address)) {
      throw new ProxyRefusal(
          ProxyRefusal.Status.FORBIDDEN,
          ("containers of %s may not reach %s: no loopback, link-local and multicast addresses, no"
                  + " networks of others")
              .formatted(from.spec().subnet(), address.getHostAddress()));
    }
    return connected(Sockets.tcp(address), target);
  }

  private Fd dialHost(int port) {
    if (!exposed.has(port)) {
      throw new ProxyRefusal(
          ProxyRefusal.Status.FORBIDDEN,
          "port %1$d of the host is not exposed to containers; exposeHostPorts(%1$d) does that"
              .formatted(port));
    }
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return connected(Sockets.tcp(loopback), new InetSocketAddress(loopback, port));
  }

  private static Fd connected(Fd socket, InetSocketAddress target) {
    boolean done = false;
    try {
      Sockets.connect(socket, target);
      done = true;
      return socket;
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }
}
