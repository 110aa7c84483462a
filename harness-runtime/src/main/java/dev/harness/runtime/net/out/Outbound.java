package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.PacketQueue;
import dev.harness.runtime.linux.netlink.QueuedPacket;
import dev.harness.runtime.linux.socket.SocketOption;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.ResidentThreads;
import dev.harness.runtime.net.relay.Dial;
import dev.harness.runtime.net.relay.EventLoop;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.relay.RelayThreads;
import dev.harness.runtime.net.relay.Relays;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ways of a hub's containers to the rest of the world, by TCP, UDP and ping over IPv4: from the
 * host, with its addresses and routes; and, where they take a detour, to others of their network by TCP:
 * from the hub, with the gateway's address.
 */
public final class Outbound implements AutoCloseable {
  private static final int BACKLOG = 1024;

  /** Two for each connection. */
  private static final int MAXIMUM_THREADS = 2048;

  private final Hub hub;
  private final PacketQueue queue;
  private final Fd listener;
  private final Destinations destinations;
  private final Dials dials;
  private final DatagramFlows udp;
  private final DatagramFlows echo;
  private final RelayThreads relaying =
      new RelayThreads(ResidentThreads.ofHost("harness-out"), MAXIMUM_THREADS);
  private final Relays relays = new Relays(relaying);

  private record Ends(Fd listener, PacketQueue queue) {}

  private Outbound(Hub hub, ExposedPorts exposed, Detours detours, Ends ends) {
    this.queue = ends.queue();
    this.listener = ends.listener();
    this.hub = hub;
    this.destinations = new Destinations(hub::bridges, exposed, detours, this::goesOn);
    EventLoop loop = relaying.shared();
    this.dials = new Dials(loop, queue);
    this.udp = new DatagramFlows(loop, hub, DatagramProtocol.UDP);
    this.echo = new DatagramFlows(loop, hub, DatagramProtocol.ECHO);
    loop.onReadable(queue.fd(), this::decide);
  }

  /**
   * Opens the ways out; to be called on a thread that is in the host's namespace.
   *
   * @param hub must stay open longer
   * @param exposed which ports of the host containers reach, now and later
   * @param detours which containers reach others of their network by here, now and later
   * @throws NetworkException.SetUpFailed when the kernel lacks what that needs (N28)
   */
  public static Outbound open(Hub hub, ExposedPorts exposed, Detours detours) {
    if (hub.inHub(Hub::showsBridgedPackets)) {
      throw new NetworkException.SetUpFailed(
          "containers have no way out but a proxy, as filtering packets would part those of one network: the"
              + " kernel shows filters what they say to each other, and the engine may not change"
              + " that (net.bridge.bridge-nf-call-iptables)");
    }
    try {
      Outbound outbound =
          new Outbound(hub, exposed, detours, hub.inHub(() -> makeEnds(hub.hostLink())));
      outbound.relaying.start();
      outbound.relaying.acceptor().add(outbound.listener, outbound::relay);
      detours.possible();
      return outbound;
    } catch (SystemException e) {
      throw new NetworkException.SetUpFailed(
          "containers have no way out but a proxy, as the kernel does not let the engine filter packets",
          e);
    }
  }

  /** Ends all connections and threads. */
  @Override
  public void close() {
    relaying.acceptor().remove(listener);
    listener.close();
    relays.close();
    relaying.close();
    dials.close();
    udp.close();
    echo.close();
    queue.close();
  }

  /** Runs in the hub. */
  private static Ends makeEnds(OptionalInt hostLink) {
    InetSocketAddress address = new InetSocketAddress(loopback(), 0);
    Fd listener = Sockets.tcpNonBlocking(address.getAddress());
    boolean made = false;
    try {
      Sockets.set(listener, SocketOption.TRANSPARENT, 1);
      Sockets.set(listener, SocketOption.NO_DELAY, 1);
      Sockets.bind(listener, address);
      Sockets.listen(listener, BACKLOG);
      PacketQueue queue = PacketQueue.open();
      try {
        Steering.begin(Sockets.localAddress(listener), hostLink);
        made = true;
        return new Ends(listener, queue);
      } finally {
        if (!made) {
          queue.close();
        }
      }
    } finally {
      if (!made) {
        listener.close();
      }
    }
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new AssertionError("4 bytes are an address", e);
    }
  }

  private void decide() {
    Optional<QueuedPacket> next = queue.receive();
    if (next.isEmpty()) {
      return;
    }
    QueuedPacket held = next.get();
    Optional<IpPacket> packet = IpPacket.parse(held.bytes());
    if (packet.isEmpty()) {
      queue.drop(held.id());
      return;
    }
    Destinations.Decision decision = destinations.decide(held.link(), packet.get());
    if (decision instanceof Destinations.Go go) {
      send(packet.get(), go.target(), held.id());
    } else if (decision instanceof Destinations.Around around) {
      InetSocketAddress target = around.target();
      dials.begin(
          packet.get().flow(),
          target,
          around.faults(),
          () -> hub.inHub(() -> Sockets.tcpNonBlocking(target.getAddress())),
          held.id());
    } else if (decision instanceof Destinations.Stop stop) {
      stop.answer().give(queue, held.id());
    }
  }

  private boolean goesOn(IpPacket packet) {
    return switch (packet.protocol()) {
      case TCP -> false;
      case UDP -> udp.has(packet.flow());
      case ECHO -> echo.has(packet.flow());
    };
  }

  private void send(IpPacket packet, InetSocketAddress target, int id) {
    switch (packet.protocol()) {
      case TCP ->
          dials.begin(
              packet.flow(),
              target,
              new Faults(),
              () -> Sockets.tcpNonBlocking(target.getAddress()),
              id);
      case UDP -> udp.send(packet.flow(), target, packet.payload()).give(queue, id);
      case ECHO -> echo.send(packet.flow(), target, packet.payload()).give(queue, id);
    }
  }

  private void relay(Fd container) {
    Optional<Dials.Made> made = Optional.empty();
    try {
      made = dials.take(new Flow(Sockets.peerAddress(container), Sockets.localAddress(container)));
    } catch (SystemException gone) {
      // It was reset before we took it.
    }
    if (made.isEmpty()) {
      Sockets.resetOnClose(container);
      container.close();
      return;
    }
    relays.begin(container, new Dial.Done(made.get().socket()), made.get().faults());
    made.get().faults().expected();
  }
}
