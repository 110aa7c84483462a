package dev.harness.runtime.net.dns;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.net.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Supplier;

/** The servers that are asked for names that nobody knows here, and from where they are asked. */
sealed interface Upstream extends AutoCloseable {
  /** Those of this moment. */
  List<InetSocketAddress> servers();

  /** A socket to ask by. */
  DatagramSocket udp() throws IOException;

  /** A socket to ask by, not yet connected. */
  Socket tcp() throws IOException;

  @Override
  void close();

  /** The host's resolvers, asked from the host. */
  record OfHost(Supplier<List<InetSocketAddress>> resolvers) implements Upstream {
    @Override
    public List<InetSocketAddress> servers() {
      return resolvers.get();
    }

    @Override
    public DatagramSocket udp() throws IOException {
      return new DatagramSocket();
    }

    @Override
    public Socket tcp() {
      return new Socket();
    }

    @Override
    public void close() {}
  }

  /** Servers of a container's choice, asked as if the container did it itself. */
  final class OfContainer implements Upstream {
    private static final int PORT = 53;

    private final Hub hub;
    private final Fd namespace;
    private final List<InetSocketAddress> servers;

    /** Keeps the namespace open until closed. */
    OfContainer(Hub hub, Fd namespace, List<InetAddress> servers) {
      this.hub = hub;
      this.namespace = Io.duplicate(namespace);
      this.servers = servers.stream().map(server -> new InetSocketAddress(server, PORT)).toList();
    }

    @Override
    public List<InetSocketAddress> servers() {
      return servers;
    }

    @Override
    public DatagramSocket udp() throws IOException {
      return make(DatagramSocket::new);
    }

    @Override
    public Socket tcp() throws IOException {
      return make(
          () -> {
            Socket socket = new Socket();
            // Only this makes the descriptor, here and not when it is connected.
            socket.setReuseAddress(true);
            return socket;
          });
    }

    /** On the thread on which all of this happens; so nobody uses it at that moment. */
    @Override
    public void close() {
      hub.inHub(
          () -> {
            namespace.close();
            return true;
          });
    }

    private <T> T make(SocketMaker<T> maker) throws IOException {
      try {
        return hub.inside(
            namespace,
            () -> {
              try {
                return maker.make();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      } catch (UncheckedIOException e) {
        throw new IOException(e.getMessage(), e);
      } catch (IllegalStateException closed) {
        throw new IOException("the container has ended", closed);
      }
    }
  }

  /** Makes a socket in the namespace of the thread. */
  interface SocketMaker<T> {
    T make() throws IOException;
  }
}
