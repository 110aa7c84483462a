package dev.harness.runtime.engine;

import dev.harness.runtime.net.ContainerPort;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** The host ports that a container has reserved from its creation on. */
final class HostPorts implements AutoCloseable {
  private final Map<ContainerPort, List<InetSocketAddress>> bound;

  HostPorts(Map<ContainerPort, List<InetSocketAddress>> bound) {
    this.bound = Map.copyOf(bound);
  }

  Map<ContainerPort, List<InetSocketAddress>> bound() {
    return bound;
  }

  @Override
  public void close() {}
}
