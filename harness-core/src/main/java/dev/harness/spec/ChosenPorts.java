package dev.harness.spec;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ports of this machine that were free a moment before a container is created with them, for what
 * must know them before it starts. Nobody keeps them free: who is refused a port asks {@link
 * #areFree} and chooses again.
 *
 * @param hostPorts by the container's ports
 */
public record ChosenPorts(Map<ContainerPort, Integer> hostPorts) {
  /** The engine chooses all. */
  public static final ChosenPorts NONE = new ChosenPorts(Map.of());

  public ChosenPorts {
    hostPorts = Map.copyOf(hostPorts);
  }

  /** Chooses one for each of some ports of a container, each another. */
  public static ChosenPorts forEach(Collection<ContainerPort> ports) {
    Map<ContainerPort, Integer> chosen = new TreeMap<>();
    Deque<Held> held = new ArrayDeque<>();
    try {
      for (ContainerPort port : ports) {
        held.push(hold(port, 0));
        chosen.put(port, held.element().number());
      }
      while (!held.isEmpty()) {
        held.pop().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("This machine has no free port: " + e.getMessage(), e);
    }
    return new ChosenPorts(chosen);
  }

  /** The same with more, which somebody else has chosen. */
  public ChosenPorts and(Map<ContainerPort, Integer> more) {
    Map<ContainerPort, Integer> all = new TreeMap<>(hostPorts);
    all.putAll(more);
    return new ChosenPorts(all);
  }

  /** Whether nobody has taken one of them meanwhile. */
  public boolean areFree() {
    return hostPorts.entrySet().stream().allMatch(e -> isFree(e.getKey(), e.getValue()));
  }

  private static boolean isFree(ContainerPort port, int number) {
    try (Held held = hold(port, number)) {
      return held.number() == number;
    } catch (IOException taken) {
      return false;
    }
  }

  /** The form of the API, empty where the engine chooses. */
  public String hostPort(ContainerPort port) {
    Integer chosen = hostPorts.get(port);
    return chosen == null ? "" : chosen.toString();
  }

  /** A port that nobody else has until this is closed. */
  private record Held(int number, Closeable socket) implements Closeable {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Held hold(ContainerPort port, int number) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    if (port.isTcp()) {
      ServerSocket socket = new ServerSocket(number, 1, loopback);
      return new Held(socket.getLocalPort(), socket);
    }
    DatagramSocket socket = new DatagramSocket(number, loopback);
    return new Held(socket.getLocalPort(), socket);
  }
}
