package dev.harness.runtime.net.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** Listens in a namespace; sends back what it gets, until the end of that. */
public final class EchoServer implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final ServerSocket listener;

  private EchoServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens on all addresses of the namespace. */
  public static EchoServer listen(TestNamespace namespace, int port) {
    return start(namespace.call(() -> new ServerSocket(port, BACKLOG)));
  }

  /** Listens on a free port of 127.0.0.1 in the caller's namespace. */
  public static EchoServer listenHere() throws IOException {
    return start(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private static EchoServer start(ServerSocket listener) {
    EchoServer server = new EchoServer(listener);
    new Thread(server::serve, "test-echo-" + listener.getLocalPort()).start();
    return server;
  }

  private void serve() {
    try {
      while (true) {
        Socket connection = listener.accept();
        new Thread(() -> echo(connection), "test-echo-connection").start();
      }
    } catch (SocketException e) {
      // Closed: the end.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void echo(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.getInputStream().transferTo(connection.getOutputStream());
    } catch (IOException e) {
      // The peer is gone, which is its right.
    }
  }
}
