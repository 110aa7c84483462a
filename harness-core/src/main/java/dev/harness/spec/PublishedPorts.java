package dev.harness.spec;

import dev.harness.engineapi.network.PortBinding;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which ports of the host lead to a container.
 *
 * @param hostPorts by the container's port
 */
public record PublishedPorts(Map<ContainerPort, Integer> hostPorts) {
  /** Of a container that has no ports, or does not run. */
  public static final PublishedPorts NONE = new PublishedPorts(Map.of());

  /**
   * Finds the ports of a running container; on IPv4 where an engine gives two.
   *
   * @param bound the engine's answer, by port, as {@code 5432/tcp}
   */
  public static PublishedPorts of(
      Map<String, List<PortBinding>> bound, Collection<ContainerPort> wanted) {
    Map<ContainerPort, Integer> found = new TreeMap<>();
    for (ContainerPort port : wanted) {
      List<PortBinding> bindings = bound.getOrDefault(port.key(), List.of());
      bindings.stream()
          .sorted((a, b) -> Boolean.compare(isIpv6(a), isIpv6(b)))
          .findFirst()
          .ifPresent(binding -> found.put(port, Integer.valueOf(binding.hostPort())));
    }
    return new PublishedPorts(found);
  }

  /** The port that leads to one of the container's, if there is one. */
  public Optional<Integer> of(ContainerPort containerPort) {
    return Optional.ofNullable(hostPorts.get(containerPort));
  }

  /** Those of TCP by plain numbers. */
  public Map<Integer, Integer> numbers() {
    Map<Integer, Integer> numbers = new TreeMap<>();
    hostPorts.forEach(
        (port, hostPort) -> {
          if (port.isTcp()) {
            numbers.put(port.number(), hostPort);
          }
        });
    return Collections.unmodifiableMap(numbers);
  }

  private static boolean isIpv6(PortBinding binding) {
    return binding.hostIp().indexOf(':') >= 0;
  }
}
