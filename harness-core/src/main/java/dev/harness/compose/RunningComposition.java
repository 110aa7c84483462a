package dev.harness.compose;

import dev.harness.ContainerNetwork;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Services that were started. It may be used by any number of threads; closing it removes all their
 * containers, networks and volumes but the external ones.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RunningComposition implements AutoCloseable {
  private final Harness scope;
  private final Map<String, List<RunningContainer>> services;
  private final Map<String, ContainerNetwork> networks;

  /** Takes ownership of {@code scope}. */
  RunningComposition(
      Harness scope,
      Map<String, List<RunningContainer>> services,
      Map<String, ContainerNetwork> networks) {
    this.scope = scope;
    this.services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    this.networks = Map.copyOf(networks);
  }

  /**
   * The container of a service, the first one where it has several.
   *
   * @throws IllegalArgumentException when no such service was started
   */
  public RunningContainer service(String name) {
    List<RunningContainer> containers = replicas(name);
    if (containers.isEmpty()) {
      throw new IllegalArgumentException(
          "Service " + name + " has no containers, as it says itself");
    }
    return containers.get(0);
  }

  /**
   * All containers of a service.
   *
   * @throws IllegalArgumentException when no such service was started
   */
  public List<RunningContainer> replicas(String name) {
    List<RunningContainer> containers = services.get(name);
    if (containers == null) {
      throw new IllegalArgumentException(
          "No service %s was started; there is %s".formatted(name, services.keySet()));
    }
    return containers;
  }

  /** The names of the services that were started, each behind those that it depends on. */
  public Set<String> services() {
    return services.keySet();
  }

  /** All containers. */
  public List<RunningContainer> containers() {
    return services.values().stream().flatMap(Collection::stream).toList();
  }

  /**
   * A network of the services, for containers that the files do not know.
   *
   * @param name as the files call it; {@code default} is where services are that name none
   * @throws IllegalArgumentException when no service uses it, or it is external
   */
  public ContainerNetwork network(String name) {
    ContainerNetwork network = networks.get(name);
    if (network == null) {
      throw new IllegalArgumentException(
          "No network %s was made; there is %s".formatted(name, networks.keySet()));
    }
    return network;
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return scope.isClosed();
  }

  /**
   * Removes all of it, whatever fails.
   *
   * @throws dev.harness.CleanupException when something could not be removed
   */
  @Override
  public void close() {
    scope.close();
  }

  @Override
  public String toString() {
    return "composition of " + services.keySet();
  }
}
