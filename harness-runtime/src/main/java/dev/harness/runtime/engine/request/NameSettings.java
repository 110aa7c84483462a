package dev.harness.runtime.engine.request;

import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a container is to find names (C30, C31).
 *
 * @param servers asked instead of the host's resolvers, from where the container is; empty = those
 * @param searched domains to complete names with; empty = the host's, the one {@code .} = none
 * @param options of the resolver, such as {@code ndots:2}
 * @param extraHosts lines for {@code /etc/hosts}: name to address, or nothing for the address at
 *     which the container reaches the host
 */
public record NameSettings(
    List<InetAddress> servers,
    List<String> searched,
    List<String> options,
    Map<String, Optional<InetAddress>> extraHosts) {
  /** As the host does it. */
  public static final NameSettings DEFAULT =
      new NameSettings(List.of(), List.of(), List.of(), Map.of());

  /** Copies all; further hosts keep their order. */
  public NameSettings {
    servers = List.copyOf(servers);
    searched = List.copyOf(searched);
    options = List.copyOf(options);
    extraHosts = Collections.unmodifiableMap(new LinkedHashMap<>(extraHosts));
  }
}
