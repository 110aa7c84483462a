package dev.harness.runtime.net.out;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The TCP ports of the host's loopback that containers may reach at their gateway. */
public final class ExposedPorts {
  private static final int MAXIMUM = 65535;

  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

  /**
   * Exposes a port from now on.
   *
   * @throws IllegalArgumentException when no port has this number
   */
  public void expose(int port) {
    if (port < 1 || port > MAXIMUM) {
      throw new IllegalArgumentException(
          "no port of the host: " + port + "; it must be from 1 to " + MAXIMUM);
    }
    ports.add(port);
  }

  /** Exposes a port no longer; connections that there are go on. */
  public void hide(int port) {
    ports.remove(port);
  }

  /** Whether a port is exposed. */
  public boolean has(int port) {
    return ports.contains(port);
  }
}
