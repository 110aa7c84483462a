package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.net.Await;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.relay.Relay;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A host port that leads into a container: from the moment the container listens until closed.
 *
 * <p>Before, the port refuses connections, so that a connection means a container that is ready
 * (N18).
 */
public final class Publication implements AutoCloseable {
  private final ContainerPort containerPort;
  private final List<HostSocket> sockets;
  private final InetSocketAddress target;
  private final Acceptor acceptor;
  private final Executor hubThreads;
  private final ListenWatch watch;
  private final Set<Relay> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes ownership of the sockets and the session; {@link #start} begins. */
  Publication(
      ContainerPort containerPort,
      List<HostSocket> sockets,
      InetSocketAddress target,
      NetlinkSession container,
      Acceptor acceptor,
      ScheduledExecutorService watching,
      Executor hubThreads) {
    this.containerPort = containerPort;
    this.sockets = sockets;
    this.target = target;
    this.acceptor = acceptor;
    this.hubThreads = hubThreads;
    this.watch = new ListenWatch(container, target, watching, this::open);
  }

  void start() {
    watch.start();
  }

  /** The container's port. */
  public ContainerPort containerPort() {
    return containerPort;
  }

  /** The addresses on the host, one or two, all with the same port. */
  public List<InetSocketAddress> addresses() {
    return sockets.stream().map(HostSocket::address).toList();
  }

  /**
   * Ends when the container listens and the host port takes connections; fails when it never will:
   * with a {@code CancellationException} when this is closed before, or with the reason.
   *
   * <p>What is chained to it must not block, unless asynchronous.
   */
  public CompletionStage<Void> listening() {
    return watch.listening().minimalCompletionStage();
  }

  /** Frees the host port at once and resets all connections; waits until their threads let go. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    watch.cancel();
    for (HostSocket socket : sockets) {
      acceptor.remove(socket);
      socket.close();
    }
    List<Relay> left = List.copyOf(connections);
    left.forEach(Relay::abort);
    left.forEach(connection -> Await.result(connection.ended()));
  }

  /** Runs on the watching thread. */
  private void open() {
    sockets.forEach(socket -> acceptor.add(socket, this::forward));
  }

  /** Runs on the accepting thread. */
  private void forward(Fd client) {
    Relay connection =
        new Relay(client, new Relay.Dial.To(target), hubThreads, connections::remove);
    connections.add(connection);
    connection.start();
  }
}
