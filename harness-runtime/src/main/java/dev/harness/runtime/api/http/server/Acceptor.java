package dev.harness.runtime.api.http.server;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that accepts connections and lets in only those of the engine's own user.
 *
 * <p>Accepts outside of Netty, whose channels do not give {@code SO_PEERCRED} away.
 */
final class Acceptor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
  private static final SocketOption<UnixDomainPrincipal> PEER = ExtendedSocketOptions.SO_PEERCRED;

  /** How long to leave the kernel alone when it has no descriptors to give. */
  private static final int PAUSE_MILLIS = 100;

  private final SocketFile socket;
  private final Consumer<SocketChannel> connections;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Acceptor(SocketFile socket, Consumer<SocketChannel> connections) {
    this.socket = socket;
    this.connections = connections;
    this.thread = new Thread(this::run, "api-acceptor");
  }

  /** Starts to accept; {@code connections} takes ownership of each connection. */
  static Acceptor start(SocketFile socket, Consumer<SocketChannel> connections) {
    Acceptor acceptor = new Acceptor(socket, connections);
    acceptor.thread.setDaemon(true);
    acceptor.thread.start();
    return acceptor;
  }

  private void run() {
    boolean open = true;
    while (open) {
      try {
        SocketChannel connection = socket.channel().accept();
        if (isOwn(connection)) {
          connections.accept(connection);
        }
      } catch (ClosedChannelException e) {
        open = false;
      } catch (IOException e) {
        LOG.warn("Cannot accept a connection on {}", socket, e);
        open = !closesWithinPause();
      }
    }
  }

  private boolean closesWithinPause() {
    try {
      return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // nobody interrupts this thread but to end it
    }
  }

  /** Whether the peer is the user to whom the socket belongs; closes the connection if not. */
  private boolean isOwn(SocketChannel connection) throws IOException {
    String peer;
    try {
      peer = connection.getOption(PEER).user().getName();
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    if (peer.equals(socket.owner())) {
      return true;
    }
    LOG.warn(
        "Refused a connection of user {} on {}, which belongs to {}", peer, socket, socket.owner());
    connection.close();
    return false;
  }

  /** Stops accepting and joins the thread. */
  @Override
  public void close() throws IOException {
    socket.close();
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
