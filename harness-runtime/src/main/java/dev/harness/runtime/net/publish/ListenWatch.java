package dev.harness.runtime.net.publish;

import dev.harness.runtime.linux.netlink.ListeningSocket;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.netlink.Transport;
import dev.harness.runtime.net.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into a container's namespace until something listens on one of its ports (N18).
 *
 * <p>There is no event for that, so it asks: every millisecond at first, then ever less often, so
 * that at most a fiftieth of the time waited is lost. Everything happens on the watching thread.
 */
final class ListenWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ListenWatch.class);
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int SHARE = 50;

  private final NetlinkSession container;
  private final Transport transport;
  private final InetSocketAddress target;
  private final ScheduledExecutorService thread;
  private final Runnable whenListening;
  private final long start = System.nanoTime();
  private final CompletableFuture<Void> listening = new CompletableFuture<>();

  /**
   * Prepares the watch; takes ownership of the session.
   *
   * @param whenListening what to do on the watching thread, once, before {@link #listening} ends
   */
  ListenWatch(
      NetlinkSession container,
      Protocol protocol,
      InetSocketAddress target,
      ScheduledExecutorService thread,
      Runnable whenListening) {
    this.container = container;
    this.transport =
        switch (protocol) {
          case TCP -> Transport.TCP;
          case UDP -> Transport.UDP;
        };
    this.target = target;
    this.thread = thread;
    this.whenListening = whenListening;
  }

  void start() {
    thread.execute(this::look);
  }

  /** Ends when the container listens, or fails when that cannot be found out any more. */
  CompletableFuture<Void> listening() {
    return listening;
  }

  /** Looks no longer and waits until that is so. */
  void cancel() {
    CompletableFuture.runAsync(() -> end(() -> listening.cancel(false)), thread).join();
  }

  private void look() {
    if (listening.isDone()) {
      return;
    }
    try {
      if (isListening()) {
        whenListening.run();
        end(() -> listening.complete(null));
      } else {
        Future<?> unused = thread.schedule(this::look, pauseNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (RuntimeException e) {
      LOG.warn("cannot publish port {}", target.getPort(), e);
      end(() -> listening.completeExceptionally(e));
    }
  }

  private boolean isListening() {
    return ListeningSocket.onPort(container, transport, target.getPort()).stream()
        .anyMatch(this::isReachable);
  }

  private boolean isReachable(ListeningSocket socket) {
    InetAddress address = socket.address();
    boolean any = address.isAnyLocalAddress() && !socket.onlyIpv6();
    return any || address.equals(target.getAddress());
  }

  private long pauseNanos() {
    long waited = System.nanoTime() - start;
    return Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, waited / SHARE));
  }

  private void end(Runnable completion) {
    if (!listening.isDone()) {
      container.close();
      completion.run();
    }
  }
}
