package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.ResidentThreads;
import dev.harness.runtime.net.relay.Dial;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.relay.RelayThreads;
import dev.harness.runtime.net.relay.Relays;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy at the gateways of networks that are not internal, for where the kernel does not let the
 * engine steer packets, and there is no {@link Outbound} (N28): programs that heed {@code HTTP_PROXY}
 * reach the world by it, and each other.
 */
public final class HttpProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpProxy.class);
  private static final int BACKLOG = 511;
  private static final int MAXIMUM_THREADS = 512;
  private static final int LONGEST_HEAD = 32 * 1024;
  private static final int PATIENCE_SECONDS = 30;

  private final Hub hub;
  private final ProxyDials dials;
  private final Fd listener;
  private final RelayThreads relaying =
      new RelayThreads(ResidentThreads.ofHost("harness-proxy"), MAXIMUM_THREADS);
  private final Relays relays = new Relays(relaying);

  private HttpProxy(Hub hub, ProxyDials dials, Fd listener) {
    this.hub = hub;
    this.dials = dials;
    this.listener = listener;
  }

  /**
   * Listens on a port of all gateways, which the hub then knows; to be called on a thread that is in
   * the host's namespace.
   *
   * @param hub must stay open longer
   * @param exposed which ports of the host containers reach, now and later
   */
  public static HttpProxy open(Hub hub, ExposedPorts exposed) {
    Fd listener = hub.inHub(HttpProxy::listener);
    HttpProxy proxy = new HttpProxy(hub, new ProxyDials(hub, exposed), listener);
    proxy.relaying.start();
    proxy.relaying.acceptor().add(listener, proxy::take);
    hub.offerProxy(Sockets.localAddress(listener).getPort());
    return proxy;
  }

  /** Ends all connections and threads; waits for those who are still asking. */
  @Override
  public void close() {
    relaying.acceptor().remove(listener);
    listener.close();
    relays.close();
    relaying.close();
  }

  /** Runs in the hub. */
  private static Fd listener() {
    InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
    Fd socket = Sockets.tcpNonBlocking(everywhere.getAddress());
    boolean made = false;
    try {
      Sockets.set(socket, SocketOption.NO_DELAY, 1);
      Sockets.bind(socket, everywhere);
      Sockets.listen(socket, BACKLOG);
      made = true;
      return socket;
    } finally {
      if (!made) {
        socket.close();
      }
    }
  }

  private void take(Fd client) {
    try {
      relaying.execute(() -> serve(client));
    } catch (RejectedExecutionException e) {
      LOG.warn("too many connections to the proxy; closing one");
      client.close();
    }
  }

  private void serve(Fd client) {
    boolean relayed = false;
    try {
      Sockets.set(client, SocketOption.RECEIVE_TIMEOUT, PATIENCE_SECONDS, 0, 0, 0);
      relayed = begin(client);
    } catch (ProxyRefusal refusal) {
      LOG.debug("a container is refused: {}", refusal.getMessage());
      refuse(client, refusal);
    } catch (SystemException gone) {
      LOG.debug("a client of the proxy is gone: {}", gone.getMessage());
    } finally {
      if (!relayed) {
        client.close();
      }
    }
  }

  /** Returns whether there is a relay, which owns the client then; else the client is gone. */
  private boolean begin(Fd client) {
    InetAddress container = Sockets.peerAddress(client).getAddress();
    Optional<Bridge> from = hub.bridgeOf(container).filter(bridge -> !bridge.spec().internal());
    ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_HEAD);
    int head = from.isEmpty() ? 0 : readHead(client, buffer);
    if (head == 0) {
      return false;
    }
    ProxyRequest request = ProxyRequest.parse(text(buffer, head));
    Fd server = dials.dial(from.orElseThrow(), container, request);
    boolean begun = false;
    try {
      if (request.isTunnel()) {
        write(
            client,
            "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        write(server, request.head().getBytes(StandardCharsets.ISO_8859_1));
      }
      Io.write(server, buffer.position(head));
      Sockets.set(client, SocketOption.RECEIVE_TIMEOUT, 0, 0, 0, 0);
      relays.begin(client, new Dial.Done(server), new Faults());
      begun = true;
    } finally {
      if (!begun) {
        server.close();
      }
    }
    return true;
  }

  /** Returns where the head ends in the buffer, which is flipped; 0 when the client left before. */
  private static int readHead(Fd client, ByteBuffer buffer) {
    while (buffer.hasRemaining()) {
      int read = Io.read(client, buffer);
      if (read == 0) {
        return 0;
      }
      int end = text(buffer, buffer.position()).indexOf("\r\n\r\n");
      if (end >= 0) {
        buffer.flip();
        return end + 4;
      }
    }
    throw new ProxyRefusal(
        ProxyRefusal.Status.BAD_REQUEST, "the head of the request is longer than " + LONGEST_HEAD);
  }

  private static String text(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void write(Fd to, byte[] bytes) {
    Io.write(to, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  private static void refuse(Fd client, ProxyRefusal refusal) {
    try {
      write(client, refusal.answer());
      Sockets.shutdown(client, Sockets.Half.WRITE);
      // What is unread when a socket is closed resets it, and the answer is lost.
      ByteBuffer rest = ByteBuffer.allocateDirect(LONGEST_HEAD);
      while (rest.hasRemaining() && Io.read(client, rest) > 0) {
        LOG.trace("a refused client goes on");
      }
    } catch (SystemException gone) {
      LOG.debug("a refused client is gone: {}", gone.getMessage());
    }
  }
}
