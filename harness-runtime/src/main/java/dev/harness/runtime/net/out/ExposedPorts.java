package dev.harness.runtime.net.out;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The TCP ports of the host's loopback that containers may reach at their gateway. */
public final class ExposedPorts {
  private static final int MAXIMUM = 65535;

  /** How often each was exposed: several tests may share an engine and a port. */
  private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();

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
    ports.merge(port, 1, Integer::sum);
  }

  /**
   * Takes one {@link #expose} back; with the last one the port is exposed no longer. Connections that
   * there are go on.
   */
  public void hide(int port) {
    ports.computeIfPresent(port, (same, times) -> times == 1 ? null : times - 1);
  }

  /** Whether a port is exposed. */
  public boolean has(int port) {
    return ports.containsKey(port);
  }
}
