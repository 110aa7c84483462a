package dev.harness.runtime.net.dns;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Where a container's questions come by TCP; the oldest of too many connections is closed. */
final class TcpPort implements DnsLoop.Port {
  private static final int CONNECTIONS = 16;

  private final ServerSocketChannel channel;
  private final ContainerDns dns;
  private final DnsLoop loop;
  private final Deque<SelectionKey> connections = new ArrayDeque<>();

  TcpPort(ServerSocketChannel channel, ContainerDns dns, DnsLoop loop) {
    this.channel = channel;
    this.dns = dns;
    this.loop = loop;
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    SocketChannel connection = channel.accept();
    if (connection == null) {
      return;
    }
    connections.removeIf(old -> !old.isValid());
    if (connections.size() == CONNECTIONS) {
      DnsLoop.close(connections.removeFirst());
    }
    TcpConversation conversation = new TcpConversation(connection, dns, loop);
    connections.add(loop.watch(connection, SelectionKey.OP_READ, conversation));
  }

  /** Closes all connections. */
  void closeConnections() {
    connections.forEach(DnsLoop::close);
    connections.clear();
  }
}
