package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * A host port that is ours alone, but refuses connections until it is told to listen (N18).
 *
 * <p>With SO_REUSEADDR a port with connections in TIME_WAIT can be bound again (K5), but so can one
 * that somebody else bound without listening. So a requested port listens for a moment, which the
 * kernel allows to one socket only; then the option is taken back, which keeps others out.
 */
final class HostSocket implements AutoCloseable {
  private static final int BACKLOG = 511;

  private final Fd socket;
  private final InetSocketAddress address;

  private HostSocket(Fd socket, InetSocketAddress address) {
    this.socket = socket;
    this.address = address;
  }

  /**
   * Binds a socket in the calling thread's network namespace; port 0 lets the kernel choose.
   *
   * @throws dev.harness.runtime.linux.SystemException when the address cannot be had
   */
  static HostSocket bind(InetSocketAddress address) {
    Fd socket = Sockets.tcpNonBlocking(address.getAddress());
    try {
      if (address.getAddress() instanceof Inet6Address) {
        Sockets.set(socket, SocketOption.IPV6_ONLY, 1);
      }
      // Accepted connections inherit both.
      Sockets.set(socket, SocketOption.NO_DELAY, 1);
      if (address.getAddress().isLoopbackAddress()) {
        Sockets.sendWithinMachine(socket);
      }
      if (address.getPort() == 0) {
        Sockets.bind(socket, address);
      } else {
        bindRequested(socket, address);
      }
      return new HostSocket(socket, Sockets.localAddress(socket));
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Binds a socket for datagrams; those that come are kept until somebody reads them.
   *
   * @throws dev.harness.runtime.linux.SystemException when the address cannot be had
   */
  static HostSocket bindUdp(InetSocketAddress address) {
    Fd socket = Sockets.udpNonBlocking(address.getAddress());
    try {
      if (address.getAddress() instanceof Inet6Address) {
        Sockets.set(socket, SocketOption.IPV6_ONLY, 1);
      }
      Sockets.bind(socket, address);
      return new HostSocket(socket, Sockets.localAddress(socket));
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** The address with the port it really has. */
  InetSocketAddress address() {
    return address;
  }

  /** The socket, still owned by this. */
  Fd fd() {
    return socket;
  }

  /** Begins to take connections. */
  void listen() {
    Sockets.set(socket, SocketOption.REUSE_ADDRESS, 1);
    Sockets.listen(socket, BACKLOG);
  }

  @Override
  public void close() {
    socket.close();
  }

  private static void bindRequested(Fd socket, InetSocketAddress address) {
    Sockets.set(socket, SocketOption.REUSE_ADDRESS, 1);
    Sockets.bind(socket, address);
    Sockets.listen(socket, 1);
    Sockets.shutdown(socket, Sockets.Half.READ);
    Sockets.set(socket, SocketOption.REUSE_ADDRESS, 0);
  }
}
