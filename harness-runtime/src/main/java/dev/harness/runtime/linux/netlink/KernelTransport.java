package dev.harness.runtime.linux.netlink;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import java.nio.ByteBuffer;

/**
 * A netlink socket.
 *
 * <p>It is connected to the kernel, so that no process of the namespace can answer in its place.
 */
final class KernelTransport implements NetlinkTransport {
  /** The kernel answers before send returns; whoever waits longer waits for ever. */
  private static final int SECONDS_TO_ANSWER = 10;

  private final Fd socket;

  private KernelTransport(Fd socket) {
    this.socket = socket;
  }

  static KernelTransport open(int protocol) {
    Fd socket = Sockets.netlink(protocol);
    try {
      Sockets.set(socket, SocketOption.NETLINK_CAP_ACK, 1);
      Sockets.set(socket, SocketOption.NETLINK_EXT_ACK, 1);
      Sockets.set(socket, SocketOption.RECEIVE_TIMEOUT, SECONDS_TO_ANSWER, 0, 0, 0);
      return new KernelTransport(socket);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Forgets messages that find no room, without failing the next receive. */
  void loseRatherThanFail() {
    Sockets.set(socket, SocketOption.NETLINK_NO_ENOBUFS, 1);
  }

  /** The socket, still owned by this. */
  Fd socket() {
    return socket;
  }

  @Override
  public void send(ByteBuffer direct) {
    Io.write(socket, direct);
  }

  @Override
  public void receive(ByteBuffer direct) {
    direct.clear();
    Io.read(socket, direct);
    direct.flip();
  }

  @Override
  public void close() {
    socket.close();
  }
}
