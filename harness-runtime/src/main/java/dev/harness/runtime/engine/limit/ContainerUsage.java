package dev.harness.runtime.engine.limit;

import dev.harness.runtime.cgroup.ResourceUsage;
import java.util.Map;

/**
 * What a running container uses.
 *
 * @param links what went through each of its network links, by name; without the loopback
 */
public record ContainerUsage(ResourceUsage resources, Map<String, LinkFigures> links) {
  /** Copies the links. */
  public ContainerUsage {
    links = Map.copyOf(links);
  }

  /** What it uses now; {@code first} is its first process. */
  public static ContainerUsage of(ContainerLimits limits, int first) {
    return new ContainerUsage(limits.usage(first), LinkFigures.of(first));
  }
}
