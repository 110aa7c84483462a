package dev.harness.runtime.net;

import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/** Prints how long a container takes to get its network; run it by hand, as root. */
final class NetworkTimings {
  private static final int ROUNDS = 100;

  private NetworkTimings() {}

  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    try (Hub hub = Hub.open()) {
      Bridge bridge = hub.bridge(BridgeSpec.of("harness0", Subnet.parse("172.17.0.0/16")));
      System.out.printf("hub and bridge: %.2f ms%n", (System.nanoTime() - start) / 1e6);
      long[] attach = new long[ROUNDS];
      long[] dial = new long[ROUNDS];
      long[] close = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        measure(hub, bridge, i, attach, dial, close);
      }
      print("attach", attach);
      print("first connection", dial);
      print("close attachment", close);
    }
  }

  private static void measure(
      Hub hub, Bridge bridge, int round, long[] attach, long[] dial, long[] close)
      throws IOException {
    try (TestNamespace namespace = TestNamespace.create()) {
      long start = System.nanoTime();
      Attachment attachment = bridge.attach(namespace.fd());
      long attached = System.nanoTime();
      attach[round] = attached - start;
      try (ServerSocket server = namespace.call(() -> new ServerSocket(80))) {
        dial[round] = hub.inHub(() -> dial(attachment.address(), server.getLocalPort()));
      }
      long before = System.nanoTime();
      attachment.close();
      close[round] = System.nanoTime() - before;
    }
  }

  private static long dial(InetAddress address, int port) {
    long start = System.nanoTime();
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected() ? System.nanoTime() - start : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.2f ms, p99 %.2f ms%n",
        what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }
}
