package dev.harness.runtime.net.out;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The TCP ports of the host's loopback that containers may reach at their gateway. */
public final class ExposedPorts {
  private static final int MAXIMUM = 65535;

  /** How often each was exposed: several tests may share an engine and a port. */
  private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();

  private volatile Door door = Door.ALWAYS_OPEN;

  /** What lets containers through to a port, if anything has to be done for it. */
  interface Door {
    /** For {@link Outbound}, which sees what was exposed when a packet comes. */
    Door ALWAYS_OPEN =
        new Door() {
          @Override
          public void open(int port) {}

          @Override
          public void shut(int port) {}
        };

    /**
     * Lets them through from now on.
     *
     * @throws dev.harness.runtime.net.NetworkException.SetUpFailed when it cannot
     */
    void open(int port);

    /** Lets nobody through any more. */
    void shut(int port);
  }

  /** Goes through this one from now on; to be called before ports are exposed. */
  void by(Door other) {
    door = other;
  }

  /**
   * Exposes a port from now on.
   *
   * @throws IllegalArgumentException when no port has this number
   * @throws dev.harness.runtime.net.NetworkException.SetUpFailed when containers cannot be let
   *     through to it
   */
  public void expose(int port) {
    if (port < 1 || port > MAXIMUM) {
      throw new IllegalArgumentException(
          "no port of the host: " + port + "; it must be from 1 to " + MAXIMUM);
    }
    ports.compute(
        port,
        (same, times) -> {
          if (times == null) {
            door.open(port);
          }
          return times == null ? 1 : times + 1;
        });
  }

  /**
   * Takes one {@link #expose} back; with the last one the port is exposed no longer. Connections that
   * there are go on.
   */
  public void hide(int port) {
    ports.computeIfPresent(
        port,
        (same, times) -> {
          if (times == 1) {
            door.shut(port);
          }
          return times == 1 ? null : times - 1;
        });
  }

  /** Whether a port is exposed. */
  public boolean has(int port) {
    return ports.containsKey(port);
  }
}
