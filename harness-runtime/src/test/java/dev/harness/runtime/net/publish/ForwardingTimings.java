package dev.harness.runtime.net.publish;

import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.PublishingContainer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Prints what a published port costs against a server on loopback without any container: round
 * trips, connections, throughput; run it by hand, as root.
 */
final class ForwardingTimings {
  private static final int ROUNDS = 5;
  private static final int ROUND_TRIPS = 10_000;
  private static final int CONNECTIONS = 500;
  private static final long BULK_BYTES = 2L << 30;

  private ForwardingTimings() {}

  public static void main(String[] arguments) throws IOException {
    try (PublishingContainer container = new PublishingContainer();
        EchoServer inside = EchoServer.listen(container.namespace(), PublishingContainer.PORT);
        EchoServer outside = EchoServer.listenHere()) {
      System.out.println("server ports: " + inside.port() + " inside, " + outside.port());
      try (Publication publication = container.publishListening()) {
        InetSocketAddress published = publication.addresses().get(0);
        InetSocketAddress direct =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), outside.port());
        for (int round = 0; round < ROUNDS; round++) {
          System.out.printf("direct:    %s%n", line(direct));
          System.out.printf("published: %s%n", line(published));
        }
      }
      throughput(container);
    }
  }

  private static void throughput(PublishingContainer container) throws IOException {
    try (ServerSocket here = new ServerSocket(0)) {
      for (int round = 0; round < ROUNDS; round++) {
        InetSocketAddress direct =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), here.getLocalPort());
        System.out.printf("direct:    %.1f Gbit/s%n", bulk(here, direct));
        try (ServerSocket inside = container.namespace().call(() -> new ServerSocket(81));
            Publication publication = container.publish(81)) {
          publication.listening().toCompletableFuture().join();
          System.out.printf(
              "published: %.1f Gbit/s%n", bulk(inside, publication.addresses().get(0)));
        }
      }
    }
  }

  private static String line(InetSocketAddress address) throws IOException {
    long[] trips = new long[ROUND_TRIPS];
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setTcpNoDelay(true);
      for (int i = 0; i < ROUND_TRIPS; i++) {
        trips[i] = roundTrip(socket);
      }
    }
    long[] connections = new long[CONNECTIONS];
    for (int i = 0; i < CONNECTIONS; i++) {
      long start = System.nanoTime();
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        connections[i] = roundTrip(socket) == 0 ? 0 : System.nanoTime() - start;
      }
    }
    return "round trip %s, with a new connection %s".formatted(micros(trips), micros(connections));
  }

  private static long roundTrip(Socket socket) throws IOException {
    long start = System.nanoTime();
    socket.getOutputStream().write(1);
    return socket.getInputStream().read() == 1 ? System.nanoTime() - start : 0;
  }

  private static double bulk(ServerSocket server, InetSocketAddress address) throws IOException {
    CompletableFuture<Long> received =
        CompletableFuture.supplyAsync(() -> drain(server), task -> new Thread(task).start());
    long start = System.nanoTime();
    byte[] data = new byte[128 * 1024];
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      for (long sent = 0; sent < BULK_BYTES; sent += data.length) {
        out.write(data);
      }
    }
    return received.join() * 8.0 / (System.nanoTime() - start);
  }

  private static long drain(ServerSocket server) {
    byte[] buffer = new byte[256 * 1024];
    long total = 0;
    try (Socket socket = server.accept()) {
      int count = socket.getInputStream().read(buffer);
      while (count >= 0) {
        total += count;
        count = socket.getInputStream().read(buffer);
      }
      return total;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String micros(long[] nanos) {
    Arrays.sort(nanos);
    return "p50 %d us, p99 %d us"
        .formatted(nanos[nanos.length / 2] / 1000, nanos[nanos.length * 99 / 100] / 1000);
  }
}
