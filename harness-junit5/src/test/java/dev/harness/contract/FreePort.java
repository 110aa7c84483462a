package dev.harness.contract;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port of the loopback that somebody else is to take a little later. */
final class FreePort {
  /** From 32,768 on the kernel gives ports to whoever wants any. */
  private static final int FIRST = 20_000;

  private static final int BEHIND_LAST = 32_000;

  private FreePort() {}

  /** One that nobody has, and that nobody gets by chance. */
  static int find() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        Thread.onSpinWait();
      }
    }
  }
}
