package dev.harness.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Connects to ports of loopback that are read from its input, each until somebody answers, and
 * prints how many connections were accepted before and then failed. A process of its own, so that
 * it can run in another network namespace.
 */
final class ConnectProbe {
  private static final int SOCKET_MILLIS = 5_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private ConnectProbe() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader ports =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String port = ports.readLine(); port != null; port = ports.readLine()) {
      System.out.println(failuresUntilAnswered(Integer.parseInt(port)));
      System.out.flush();
    }
  }

  /** -1 when nobody answered at all. */
  private static int failuresUntilAnswered(int port) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int failures = 0;
    while (System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(SOCKET_MILLIS);
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SOCKET_MILLIS);
        if (isAnswered(socket)) {
          return failures;
        }
        failures++;
      } catch (ConnectException refused) {
        Thread.onSpinWait();
      } catch (IOException failure) {
        failures++;
      }
    }
    return -1;
  }

  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (IOException reset) {
      return false;
    }
  }
}
