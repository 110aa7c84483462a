package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A host port that leads into a container: from the moment the container listens until closed.
 *
 * <p>Before, a TCP port refuses connections, so that a connection means a container that is ready
 * (N18); datagrams wait.
 */
public final class Publication implements AutoCloseable {
  private final ContainerPort containerPort;
  private final List<HostSocket> sockets;
  private final Traffic traffic;
  private final ListenWatch watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes ownership of the sockets and the session; {@link #start} begins. */
  Publication(
      ContainerPort containerPort,
      List<HostSocket> sockets,
      InetSocketAddress target,
      NetlinkSession container,
      Traffic traffic,
      ScheduledExecutorService watching) {
    this.containerPort = containerPort;
    this.sockets = sockets;
    this.traffic = traffic;
    this.watch =
        new ListenWatch(
            container, containerPort.protocol(), target, watching, () -> traffic.open(sockets));
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
   * Ends when the container listens and the host port is open; fails when it never will: with a
   * {@code CancellationException} when this is closed before, or with the reason.
   *
   * <p>What is chained to it must not block, unless asynchronous.
   */
  public CompletionStage<Void> listening() {
    return watch.listening().minimalCompletionStage();
  }

  /** Frees the host port at once and resets all connections; waits until their threads let go. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      watch.cancel();
      traffic.close(sockets);
    }
  }
}
