package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.Protocol;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A host port kept for a container's port: known before the container starts, refusing connections
 * until it is published.
 *
 * <p>To be made on a thread that is in the host's network namespace.
 */
public final class Reservation implements AutoCloseable {
  private static final InetAddress LOOPBACK_4 = address(127, 0, 0, 1);
  private static final InetAddress LOOPBACK_6 =
      address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

  /** How many numbers to try until one is free on both loopback addresses. */
  private static final int ATTEMPTS = 32;

  private static final Set<Errno> NO_SUCH_ADDRESS =
      EnumSet.of(Errno.EADDRNOTAVAIL, Errno.EAFNOSUPPORT);

  private final ContainerPort containerPort;
  private final List<InetSocketAddress> addresses;
  private final AtomicReference<List<HostSocket>> sockets;

  private Reservation(ContainerPort containerPort, List<HostSocket> sockets) {
    this.containerPort = containerPort;
    this.addresses = sockets.stream().map(HostSocket::address).toList();
    this.sockets = new AtomicReference<>(sockets);
  }

  /**
   * Reserves a port on 127.0.0.1, and the same on ::1 where the host has that.
   *
   * @param hostPort the port, or 0 for any
   * @throws NetworkException.PortUnavailable when it is taken or needs privileges
   */
  public static Reservation onLoopback(ContainerPort containerPort, int hostPort) {
    for (int attempt = 1; ; attempt++) {
      HostSocket four = bind(containerPort, LOOPBACK_4, hostPort);
      try {
        return new Reservation(containerPort, withIpv6(containerPort, four));
      } catch (NetworkException.PortUnavailable e) {
        four.close();
        if (hostPort != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Reserves a port on one address of the host, or on all of a family: 0.0.0.0 or ::.
   *
   * @param hostPort the port, or 0 for any
   * @throws NetworkException.PortUnavailable when it is taken, needs privileges, or the host does
   *     not have the address
   */
  public static Reservation onAddress(ContainerPort containerPort, InetAddress host, int hostPort) {
    return new Reservation(containerPort, List.of(bind(containerPort, host, hostPort)));
  }

  /** The container's port. */
  public ContainerPort containerPort() {
    return containerPort;
  }

  /** The addresses on the host, one or two, all with the same port. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** The number of the port on the host. */
  public int hostPort() {
    return addresses.get(0).getPort();
  }

  /** Gives the port back, unless it was handed over to a publication. */
  @Override
  public void close() {
    release().forEach(HostSocket::close);
  }

  /** Hands the sockets over; closing this no longer closes them. */
  List<HostSocket> release() {
    return sockets.getAndSet(List.of());
  }

  private static List<HostSocket> withIpv6(ContainerPort containerPort, HostSocket four) {
    int port = four.address().getPort();
    try {
      return List.of(four, bind(containerPort.protocol(), new InetSocketAddress(LOOPBACK_6, port)));
    } catch (SystemException e) {
      if (NO_SUCH_ADDRESS.contains(e.errno())) {
        return List.of(four);
      }
      throw unavailable(containerPort, new InetSocketAddress(LOOPBACK_6, port), e);
    }
  }

  private static HostSocket bind(ContainerPort containerPort, InetAddress host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    try {
      return bind(containerPort.protocol(), address);
    } catch (SystemException e) {
      throw unavailable(containerPort, address, e);
    }
  }

  private static HostSocket bind(Protocol protocol, InetSocketAddress address) {
    return switch (protocol) {
      case TCP -> HostSocket.bind(address);
      case UDP -> HostSocket.bindUdp(address);
    };
  }

  private static NetworkException unavailable(
      ContainerPort containerPort, InetSocketAddress address, SystemException e) {
    String why =
        switch (e.errno()) {
          case EADDRINUSE ->
              "port is already allocated; end what uses it, or leave the host port out for a free"
                  + " one";
          case EACCES, EPERM -> "this user may not use ports so low; choose one from 1024 on";
          case EADDRNOTAVAIL -> "this host has no such address; use 127.0.0.1 or 0.0.0.0";
          default -> e.errno().words();
        };
    return new NetworkException.PortUnavailable(
        "cannot publish container port "
            + containerPort
            + " on "
            + shown(address.getAddress())
            + ":"
            + address.getPort()
            + ": "
            + why,
        e);
  }

  /** As in a URL; the two that matter in their short form, which the JDK does not know. */
  private static String shown(InetAddress host) {
    if (host instanceof Inet6Address) {
      String full = host.isAnyLocalAddress() ? "::" : host.getHostAddress();
      return "[" + (host.isLoopbackAddress() ? "::1" : full) + "]";
    }
    return host.getHostAddress();
  }

  private static InetAddress address(int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are an address", e);
    }
  }
}
