package dev.harness.runtime.net.relay;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.socket.Sockets;
import java.net.InetSocketAddress;

/** How the second connection of a relay is made. */
public sealed interface Dial {
  /** The socket, owned by the caller from then on. */
  Fd socket();

  /** Connects it; blocks. */
  void connect(Fd socket);

  /** Instead of {@link #socket}: closes what there is already. */
  void giveUp();

  /** Makes a connection to an address, in the namespace of the thread. */
  record To(InetSocketAddress target) implements Dial {
    @Override
    public Fd socket() {
      return Sockets.tcp(target.getAddress());
    }

    @Override
    public void connect(Fd socket) {
      Sockets.connect(socket, target);
    }

    @Override
    public void giveUp() {}
  }

  /** There is one already, which is handed over. */
  record Done(Fd socket) implements Dial {
    @Override
    public void connect(Fd same) {}

    @Override
    public void giveUp() {
      socket.close();
    }
  }
}
