package dev.harness.runtime.net.dns;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name server of all containers of a hub: each finds it at 127.0.0.11 of its own namespace
 * (C31), by UDP and TCP.
 *
 * <p>The sockets belong to the container's namespace and the thread that reads them to the host's,
 * so that other names are looked up as the host does it.
 */
public final class DnsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

  /** Where containers find it. */
  public static final String ADDRESS = "127.0.0.11";

  private static final int PORT = 53;

  private final Hub hub;
  private final Forwarder forwarder = new Forwarder();

  /** Begun by the first container that needs it. */
  @GuardedBy("this")
  private Optional<DnsLoop> loop = Optional.empty();

  private DnsServer(Hub hub) {
    this.hub = hub;
  }

  /**
   * Makes a server, without a thread yet.
   *
   * @param hub must stay open longer
   */
  public static DnsServer open(Hub hub) {
    return new DnsServer(hub);
  }

  /** The sockets of one container. */
  private record Sockets(DatagramChannel udp, ServerSocketChannel tcp) {
    /** On ports that nobody else wants, or on port 53 itself where the kernel has no rules. */
    static Sockets bind() {
      Sockets sockets = bind(0);
      try {
        NameRules.begin(
            (Inet4Address) InetAddress.getByName(ADDRESS),
            sockets.udp().socket().getLocalPort(),
            sockets.tcp().socket().getLocalPort());
        return sockets;
      } catch (SystemException e) {
        LOG.debug("containers cannot listen on port 53 beside the name server: {}", e.getMessage());
      } catch (UnknownHostException e) {
        throw new AssertionError("an address is one", e);
      }
      try (ServerSocketChannel closedToo = sockets.tcp()) {
        sockets.udp().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bind(PORT);
    }

    private static Sockets bind(int port) {
      InetSocketAddress address = new InetSocketAddress(ADDRESS, port);
      try {
        DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
          udp.bind(address);
          return new Sockets(udp, bindTcp(address));
        } catch (IOException e) {
          udp.close();
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static ServerSocketChannel bindTcp(InetSocketAddress address) throws IOException {
      ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
      try {
        return tcp.bind(address);
      } catch (IOException e) {
        tcp.close();
        throw e;
      }
    }
  }

  /**
   * Answers a container's questions until the result is closed.
   *
   * @param containerNetwork the container's network namespace, borrowed until this returns
   * @param servers asked, from the container's network, for names that {@code names} does not
   *     have; none = the host's resolvers, from the host
   * @throws NetworkException.SetUpFailed when the port is taken there
   */
  public AutoCloseable serve(Fd containerNetwork, NameSource names, List<InetAddress> servers) {
    Sockets sockets;
    try {
      sockets = hub.inside(containerNetwork, Sockets::bind);
    } catch (UncheckedIOException e) {
      throw new NetworkException.SetUpFailed(
          "cannot open the name server %s:%d in a container".formatted(ADDRESS, PORT), e);
    }
    DnsLoop running = running();
    Upstream upstream =
        servers.isEmpty()
            ? new Upstream.OfHost(HostResolvers::now)
            : new Upstream.OfContainer(hub, containerNetwork, servers);
    ContainerDns dns = new ContainerDns(names, forwarder, upstream);
    TcpPort tcp = new TcpPort(sockets.tcp(), dns, running);
    running.execute(() -> watch(running, sockets, new UdpPort(sockets.udp(), dns), tcp)).join();
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        running.execute(() -> stop(running, sockets, tcp)).join();
        upstream.close();
      }
    };
  }

  private synchronized DnsLoop running() {
    DnsLoop running = loop.orElseGet(DnsLoop::open);
    loop = Optional.of(running);
    return running;
  }

  private static void watch(DnsLoop loop, Sockets sockets, UdpPort udp, TcpPort tcp) {
    try {
      loop.watch(sockets.udp(), SelectionKey.OP_READ, udp);
      loop.watch(sockets.tcp(), SelectionKey.OP_ACCEPT, tcp);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot watch a container's name server", e);
    }
  }

  private static void stop(DnsLoop loop, Sockets sockets, TcpPort tcp) {
    tcp.closeConnections();
    try (ServerSocketChannel closedToo = sockets.tcp()) {
      sockets.udp().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a container's name server", e);
    }
    loop.forgetClosed();
  }

  /** Ends its threads; nobody may be served any more. */
  @Override
  public synchronized void close() {
    loop.ifPresent(DnsLoop::close);
    loop = Optional.empty();
    forwarder.close();
  }
}
