package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.engine.network.Networks;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NetworkMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which networks a request for a container means. */
final class WantedNetworks {
  private WantedNetworks() {}

  /**
   * Finds them: that of the mode first, then the others in the request's order. As with Docker the
   * default network is meant only where no other is.
   *
   * @throws EngineException.NotFound when there is none of a name
   * @throws EngineException.InvalidRequest when the container cannot have what it asks for there
   */
  static Map<Network, EndpointRequest> of(CreateContainer.Host host, Networks networks) {
    NetworkMode mode = host.network();
    Map<Network, EndpointRequest> wanted = new LinkedHashMap<>();
    if (mode.kind() == NetworkMode.Kind.NETWORK
        && (!mode.name().equals(NetworkMode.DEFAULT_NETWORK) || host.endpoints().isEmpty())) {
      wanted.put(joinable(networks, mode.name()), EndpointRequest.PLAIN);
    }
    host.endpoints()
        .forEach(
            (name, request) -> {
              if (mode.kind() == NetworkMode.Kind.NETWORK) {
                wanted.put(joinable(networks, name), request);
              } else {
                requireSame(mode, name, request);
              }
            });
    wanted.forEach(Network::check);
    return wanted;
  }

  /** Clients repeat what the mode says already. */
  private static void requireSame(NetworkMode mode, String name, EndpointRequest request) {
    if (!name.equals(mode.toString()) || !request.isPlain()) {
      throw conflicting(mode);
    }
  }

  /** A container with such a mode is in no network. */
  static EngineException.InvalidRequest conflicting(NetworkMode mode) {
    return new EngineException.InvalidRequest(
        switch (mode.kind()) {
          case CONTAINER, HOST ->
              "container sharing network namespace with another container or host cannot be"
                  + " connected to any other network";
          case NONE, NETWORK ->
              "container cannot be connected to multiple networks with one of the networks in"
                  + " private (none) mode";
        });
  }

  /** A network that a container can join. */
  static Network joinable(Networks networks, String name) {
    return joinable(networks.find(name.equals("default") ? NetworkMode.DEFAULT_NETWORK : name));
  }

  static Network joinable(Network network) {
    if (network.addresses().isEmpty()) {
      throw new EngineException.InvalidRequest(
          "container cannot be connected to the network %s beside others: it has no addresses"
              .formatted(network.name()));
    }
    return network;
  }
}
