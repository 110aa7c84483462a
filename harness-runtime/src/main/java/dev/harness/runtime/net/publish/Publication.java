package dev.harness.runtime.net.publish;

import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A host port that leads into a container: from the moment the container listens until closed.
 *
 * <p>Before, a TCP port refuses connections, so that a connection means a container that is ready
 * (N18); datagrams wait. One that is not to wait for the container is open from the start.
 */
public final class Publication implements AutoCloseable {
  private final ContainerPort containerPort;
  private final List<HostSocket> sockets;
  private final Traffic traffic;
  private final Optional<ListenWatch> watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Takes ownership of the sockets and the watch; {@link #start} begins.
   *
   * @param watch opens the sockets to the traffic; absent = nobody waits for that
   */
  Publication(
      ContainerPort containerPort,
      List<HostSocket> sockets,
      Traffic traffic,
      Optional<ListenWatch> watch) {
    this.containerPort = containerPort;
    this.sockets = sockets;
    this.traffic = traffic;
    this.watch = watch;
  }

  void start() {
    watch.ifPresentOrElse(ListenWatch::start, () -> traffic.open(sockets));
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
   * {@code CancellationException} when this is closed before, or with the reason. It has ended
   * already when nobody waits for the container.
   *
   * <p>What is chained to it must not block, unless asynchronous.
   */
  public CompletionStage<Void> listening() {
    return watch
        .map(ListenWatch::listening)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .minimalCompletionStage();
  }

  /** Frees the host port at once and resets all connections; waits until their threads let go. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      watch.ifPresent(ListenWatch::cancel);
      traffic.close(sockets);
    }
  }
}
