package dev.harness.compose.model;

import dev.harness.ContainerSpec;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;

/** Reads published ports. */
final class PortReader {
  private static final KnownKeys KEYS =
      KnownKeys.of("target", "published", "host_ip", "protocol", "mode", "name", "app_protocol");

  private final boolean isFixed;

  /** Prepares; with {@code isFixed} host ports have the numbers that files give them. */
  PortReader(boolean isFixed) {
    this.isFixed = isFixed;
  }

  /** Publishes them all. */
  ContainerSpec published(ContainerSpec base, Value ports) {
    return ports.onto(base, (spec, port) -> published(spec, port.fields()));
  }

  private ContainerSpec published(ContainerSpec spec, Fields port) {
    KEYS.require(port);
    int target = Amount.number(port.get("target").text());
    Value protocol = port.get("protocol");
    String word = protocol.isNothing() ? "tcp" : protocol.text();
    return switch (word) {
      case "tcp" -> isFixed ? fixed(spec, target, port) : spec.port(target);
      case "udp" -> {
        if (isFixed && !port.get("published").isNothing()) {
          throw port.wrong("publishes a port of UDP, whose number cannot be fixed");
        }
        yield spec.udpPort(target);
      }
      default -> throw protocol.wrong("'%s' is no protocol of ports here".formatted(word));
    };
  }

  private static ContainerSpec fixed(ContainerSpec spec, int target, Fields port) {
    Value published = port.get("published");
    return published.isNothing() || published.text().isEmpty()
        ? spec.port(target)
        : published.read("published", one -> spec.fixedPort(target, Amount.number(one.text())));
  }
}
