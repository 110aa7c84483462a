package dev.harness.runtime.api.container;

import dev.harness.engineapi.network.PortBinding;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.network.IpLiteral;
import dev.harness.runtime.engine.request.CreateContainer.HostPort;
import dev.harness.runtime.net.ContainerPort;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and orders ports of containers, and where they are to be published. */
final class PortTranslation {
  private static final String BINDINGS = "HostConfig.PortBindings";
  private static final int HIGHEST = 65535;

  private static final Comparator<ContainerPort> ORDER =
      Comparator.comparing(ContainerPort::number).thenComparing(ContainerPort::protocol);

  private PortTranslation() {}

  /** The ports in the order in which they are shown. */
  static List<ContainerPort> ordered(Collection<ContainerPort> ports) {
    return ports.stream().sorted(ORDER).toList();
  }

  /**
   * Reads a port as {@code 5432/tcp}.
   *
   * @throws RefusedRequest naming {@code field} when it is none
   */
  static ContainerPort port(String field, String text) {
    try {
      return ContainerPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(field + ": " + e.getMessage(), e);
    }
  }

  /** Reads the bindings; a port without any is not published. */
  static Map<ContainerPort, List<HostPort>> bindings(Map<String, List<PortBinding>> given) {
    Map<ContainerPort, List<HostPort>> ports = new LinkedHashMap<>();
    given.forEach(
        (port, bindings) -> {
          if (!bindings.isEmpty()) {
            ports.put(
                port(BINDINGS, port), bindings.stream().map(PortTranslation::hostPort).toList());
          }
        });
    return ports;
  }

  private static HostPort hostPort(PortBinding binding) {
    return new HostPort(
        binding.hostIp().isEmpty()
            ? Optional.empty()
            : Optional.of(IpLiteral.parse(BINDINGS + " HostIp", binding.hostIp())),
        hostPortNumber(binding.hostPort()));
  }

  private static int hostPortNumber(String text) {
    int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (!text.isEmpty() && (number < 0 || number > HIGHEST)) {
      throw RefusedRequest.malformed(
          BINDINGS + " HostPort: '" + text + "' is no port, want 0 to 65535 or nothing");
    }
    return Math.max(number, 0);
  }
}
