package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.relay.Acceptor;
import dev.harness.runtime.net.relay.Dial;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.relay.RelayThreads;
import dev.harness.runtime.net.relay.Relays;
import java.net.InetSocketAddress;
import java.util.List;

/** The connections to a published TCP port. */
final class TcpTraffic implements Traffic {
  private final Acceptor acceptor;
  private final InetSocketAddress target;
  private final Faults faults;
  private final Relays connections;

  TcpTraffic(InetSocketAddress target, Faults faults, RelayThreads hubThreads) {
    this.acceptor = hubThreads.acceptor();
    this.faults = faults;
    this.target = target;
    this.connections = new Relays(hubThreads);
  }

  @Override
  public void open(List<HostSocket> sockets) {
    for (HostSocket socket : sockets) {
      socket.listen();
      acceptor.add(socket.fd(), this::forward);
    }
  }

  @Override
  public void close(List<HostSocket> sockets) {
    for (HostSocket socket : sockets) {
      acceptor.remove(socket.fd());
      socket.close();
    }
    connections.close();
  }

  private void forward(Fd client) {
    connections.begin(client, new Dial.To(target), faults);
  }
}
