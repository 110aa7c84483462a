package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.network.EagerPorts;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.network.IpLiteral;
import dev.harness.runtime.engine.request.CreateContainer.HostPort;
import dev.harness.runtime.net.ContainerPort;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and orders ports of containers, and where they are to be published. */
final class PortTranslation {
  private static final String BINDINGS = "HostConfig.PortBindings";
  private static final int HIGHEST = 65535;

  private static final Comparator<ContainerPort> ORDER =
      Comparator.comparing(ContainerPort::number).thenComparing(ContainerPort::protocol);

  private static final Pattern HOST_PORTS = Pattern.compile("(?:([0-9]{1,5})(?:-([0-9]{1,5}))?)?");

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

  /**
   * Reads which published ports are not to wait for the container to listen.
   *
   * @param all whether what the image exposes is published too, which is not known here
   * @throws RefusedRequest when one is no port, or cannot be published
   */
  static Set<ContainerPort> eager(
      ContainerConfig config, Set<ContainerPort> published, boolean all) {
    String field = "Labels " + EagerPorts.LABEL;
    Set<ContainerPort> eager = new LinkedHashSet<>();
    for (String text : EagerPorts.of(config.labels()).ports()) {
      ContainerPort port = port(field, text);
      if (!published.contains(port) && !all) {
        throw RefusedRequest.malformed(
            "%s: %s is not published; published are %s".formatted(field, port, ordered(published)));
      }
      eager.add(port);
    }
    return eager;
  }

  private static HostPort hostPort(PortBinding binding) {
    Matcher numbers = HOST_PORTS.matcher(binding.hostPort());
    if (!numbers.matches()) {
      throw noPort(binding.hostPort());
    }
    int first = numbers.group(1) == null ? 0 : Integer.parseInt(numbers.group(1));
    int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
    if (last > HIGHEST || last < first) {
      throw noPort(binding.hostPort());
    }
    return new HostPort(
        binding.hostIp().isEmpty()
            ? Optional.empty()
            : Optional.of(IpLiteral.parse(BINDINGS + " HostIp", binding.hostIp())),
        first,
        last);
  }

  private static RefusedRequest noPort(String text) {
    return RefusedRequest.malformed(
        BINDINGS
            + " HostPort: '"
            + text
            + "' is no port, want 0 to 65535, a range such as 8000-8010, or nothing");
  }
}
