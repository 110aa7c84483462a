package dev.harness.runtime.net.publish;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.ResidentThreads;
import dev.harness.runtime.net.relay.EventLoop;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.relay.RelayThreads;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The threads that lead host ports into containers, for all containers of a hub. */
public final class Publisher implements AutoCloseable {
  /** Two for each connection. */
  private static final int MAXIMUM_FORWARDING_THREADS = 2048;

  private final Hub hub;
  private final ResidentThreads watchingThreads = ResidentThreads.ofHost("harness-port-watch");
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(watchingThreads);

  /** Begun by the first UDP port. */
  @GuardedBy("this")
  private Optional<EventLoop> datagrams = Optional.empty();

  private final RelayThreads forwarding;

  /** When a host port begins to take connections. */
  public enum Opening {
    /** When the container listens, so that a connection means a container that is ready (N18). */
    WHEN_LISTENING,
    /** When it is published; what comes while the container does not listen is reset, or lost. */
    AT_ONCE
  }

  private Publisher(Hub hub) {
    this.hub = hub;
    this.forwarding = new RelayThreads(hub.threads("harness-forward"), MAXIMUM_FORWARDING_THREADS);
  }

  /**
   * Starts the threads.
   *
   * @param hub must stay open longer
   */
  public static Publisher open(Hub hub) {
    Publisher publisher = new Publisher(hub);
    publisher.forwarding.start();
    return publisher;
  }

  /**
   * Publishes a reserved port: when {@code opening} says so, which means that the container listens
   * on it on all its addresses or the one of the attachment.
   *
   * @param reservation handed over, also when this fails
   * @param faults what is wrong with connections on purpose, now and later; not for datagrams
   * @param containerNetwork the container's network namespace, borrowed until this returns
   * @throws NetworkException.SetUpFailed when the kernel does not tell what the container does, or
   *     does not open the port
   * @throws IllegalStateException when the reservation was handed over before, or closed
   */
  public Publication publish(
      Reservation reservation,
      Attachment attachment,
      Faults faults,
      Opening opening,
      Fd containerNetwork) {
    ContainerPort port = reservation.containerPort();
    List<HostSocket> sockets = reservation.release();
    if (sockets.isEmpty()) {
      throw new IllegalStateException("the reservation for " + port + " is gone");
    }
    InetSocketAddress target = new InetSocketAddress(attachment.address(), port.number());
    Traffic traffic = traffic(port, target, faults);
    try {
      Optional<ListenWatch> watch =
          switch (opening) {
            case WHEN_LISTENING ->
                Optional.of(
                    new ListenWatch(
                        hub.inside(containerNetwork, Publisher::watchable),
                        port.protocol(),
                        target,
                        watching,
                        () -> traffic.open(sockets)));
            case AT_ONCE -> Optional.empty();
          };
      Publication publication = new Publication(port, sockets, traffic, watch);
      publication.start();
      return publication;
    } catch (SystemException e) {
      traffic.close(sockets);
      throw new NetworkException.SetUpFailed("cannot publish container port " + port, e);
    }
  }

  private Traffic traffic(ContainerPort port, InetSocketAddress target, Faults faults) {
    return switch (port.protocol()) {
      case TCP -> new TcpTraffic(target, faults, forwarding);
      case UDP -> new UdpTraffic(datagrams(), hub, target);
    };
  }

  private synchronized EventLoop datagrams() {
    if (datagrams.isEmpty()) {
      EventLoop begun = new EventLoop("harness-port-udp");
      begun.start();
      datagrams = Optional.of(begun);
    }
    return datagrams.get();
  }

  /** Ends the threads; all publications must be closed before. */
  @Override
  public void close() {
    watchingThreads.end(watching);
    synchronized (this) {
      datagrams.ifPresent(EventLoop::close);
    }
    forwarding.close();
  }

  /** The session stays with the namespace in which it was opened. */
  private static NetlinkSession watchable() {
    return NetlinkSession.open(NetlinkProtocol.SOCKET_DIAGNOSIS);
  }
}
