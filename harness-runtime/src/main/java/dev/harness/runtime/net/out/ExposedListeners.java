package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.ResidentThreads;
import dev.harness.runtime.net.relay.Dial;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.relay.RelayThreads;
import dev.harness.runtime.net.relay.Relays;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exposed ports of the host as listeners of the hub: for where the kernel does not let the engine
 * steer packets, and there is no {@link Outbound} (N28).
 *
 * <p>Without that a port cannot be refused before it is dialled: who connects while nobody listens
 * on the host is reset instead.
 */
public final class ExposedListeners implements AutoCloseable {
  private static final int BACKLOG = 511;
  private static final int MAXIMUM_THREADS = 512;

  private final Hub hub;
  private final RelayThreads relaying =
      new RelayThreads(ResidentThreads.ofHost("harness-exposed"), MAXIMUM_THREADS);
  private final Relays relays = new Relays(relaying);

  /** By port. */
  private final Map<Integer, Fd> listeners = new ConcurrentHashMap<>();

  private ExposedListeners(Hub hub) {
    this.hub = hub;
  }

  /**
   * Listens on what is exposed from now on; to be called on a thread that is in the host's
   * namespace.
   *
   * @param hub must stay open longer
   */
  public static ExposedListeners open(Hub hub, ExposedPorts exposed) {
    ExposedListeners listeners = new ExposedListeners(hub);
    listeners.relaying.start();
    exposed.by(
        new ExposedPorts.Door() {
          @Override
          public void open(int port) {
            listeners.listen(port);
          }

          @Override
          public void shut(int port) {
            listeners.forget(port);
          }
        });
    return listeners;
  }

  /** Ends all connections and threads. */
  @Override
  public void close() {
    Set.copyOf(listeners.keySet()).forEach(this::forget);
    relays.close();
    relaying.close();
  }

  private void listen(int port) {
    Fd socket = hub.inHub(() -> listener(port));
    listeners.put(port, socket);
    InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    relaying.acceptor().add(socket, container -> relay(container, target));
  }

  /** Runs in the hub. */
  private static Fd listener(int port) {
    Fd socket = Sockets.tcpNonBlocking(InetAddress.getLoopbackAddress());
    try {
      Sockets.set(socket, SocketOption.REUSE_ADDRESS, 1);
      Sockets.set(socket, SocketOption.NO_DELAY, 1);
      // At the gateways of all networks, also of those that come later.
      Sockets.bind(socket, new InetSocketAddress("0.0.0.0", port));
      Sockets.listen(socket, BACKLOG);
      return socket;
    } catch (SystemException e) {
      socket.close();
      throw new NetworkException.SetUpFailed(
          "port %d of the host cannot be exposed to containers".formatted(port), e);
    }
  }

  private void forget(int port) {
    Fd gone = listeners.remove(port);
    if (gone != null) {
      relaying.acceptor().remove(gone);
      gone.close();
    }
  }

  private void relay(Fd container, InetSocketAddress target) {
    if (!comesFromOpenNetwork(container)) {
      Sockets.resetOnClose(container);
      container.close();
      return;
    }
    relays.begin(container, new Dial.To(target), new Faults());
  }

  private boolean comesFromOpenNetwork(Fd container) {
    try {
      return hub.bridgeOf(Sockets.peerAddress(container).getAddress())
          .filter(bridge -> !bridge.spec().internal())
          .isPresent();
    } catch (SystemException gone) {
      // It was reset before we took it.
      return false;
    }
  }
}
