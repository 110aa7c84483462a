package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.Await;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.relay.Relay;
import dev.harness.runtime.net.relay.RelayThreads;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections to a published TCP port. */
final class TcpTraffic implements Traffic {
  private final Acceptor acceptor;
  private final InetSocketAddress target;
  private final Faults faults;
  private final RelayThreads hubThreads;
  private final Set<Relay> connections = ConcurrentHashMap.newKeySet();

  TcpTraffic(Acceptor acceptor, InetSocketAddress target, Faults faults, RelayThreads hubThreads) {
    this.acceptor = acceptor;
    this.faults = faults;
    this.target = target;
    this.hubThreads = hubThreads;
  }

  @Override
  public void open(List<HostSocket> sockets) {
    sockets.forEach(socket -> acceptor.add(socket, this::forward));
  }

  @Override
  public void close(List<HostSocket> sockets) {
    for (HostSocket socket : sockets) {
      acceptor.remove(socket);
      socket.close();
    }
    List<Relay> left = List.copyOf(connections);
    left.forEach(Relay::abort);
    left.forEach(connection -> Await.result(connection.ended()));
  }

  /** Runs on the accepting thread. */
  private void forward(Fd client) {
    Relay connection =
        new Relay(client, new Relay.Dial.To(target), faults, hubThreads, connections::remove);
    connections.add(connection);
    connection.start();
  }
}
