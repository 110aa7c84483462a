package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.socket.Sockets;
import java.net.InetSocketAddress;

/** How the second connection of a relay is made, by a thread that must not block. */
public sealed interface Dial {
  /** The socket, owned by the caller from then on. */
  Fd socket();

  /**
   * Begins to connect the socket, or goes on with that.
   *
   * @return whether it is connected; else it can be written to when it is worth asking again
   * @throws dev.harness.runtime.linux.SystemException when it is not going to be
   */
  boolean connect(Fd socket);

  /** Instead of {@link #socket}: closes what there is already. */
  void giveUp();

  /** Makes a connection to an address, in the namespace of the thread. */
  record To(InetSocketAddress target) implements Dial {
    @Override
    public Fd socket() {
      return Sockets.tcpNonBlocking(target.getAddress());
    }

    @Override
    public boolean connect(Fd socket) {
      boolean connected = Sockets.beginConnect(socket, target);
      // Within the machine the answer has mostly come before that returns.
      return connected || Sockets.beginConnect(socket, target);
    }

    @Override
    public void giveUp() {}
  }

  /** There is one already, which is handed over. */
  record Done(Fd socket) implements Dial {
    @Override
    public boolean connect(Fd same) {
      return true;
    }

    @Override
    public void giveUp() {
      socket.close();
    }
  }
}
