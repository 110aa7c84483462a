package dev.harness;

import dev.harness.spec.ContainerPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Waits until all published ports accept connections, but for those that do so at once anyway. */
final class PublishedPortsWait extends Wait {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);
  private static final int CONNECT_MILLIS = 1000;
  private static final int PROXY_MILLIS = 50;

  @Override
  void await(Startup startup) {
    // A container that has ended already has no ports any more, but was asked for some.
    for (ContainerPort port : startup.container().spec().tellingPorts()) {
      String phase = "waiting for port " + port.number() + " to accept connections";
      Duration pause = FIRST_PAUSE;
      while (!accepts(startup.container(), port)) {
        startup.pause(pause, phase);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  @Override
  public String toString() {
    return "published ports";
  }

  private static boolean accepts(RunningContainer container, ContainerPort port) {
    if (container.spec().startsAgain()) {
      // It may have ended since, and have other ports outside now.
      container.started();
    }
    if (!container.publishedPorts().contains(port)) {
      return false;
    }
    InetSocketAddress address =
        new InetSocketAddress(container.host(), container.port(port.number()));
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
      return container.opensPortsExactly() || staysOpen(socket);
    } catch (IOException e) {
      return false;
    }
  }

  /** A proxy that cannot connect to the container closes what it has accepted. */
  private static boolean staysOpen(Socket socket) throws IOException {
    socket.setSoTimeout(PROXY_MILLIS);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }
}
