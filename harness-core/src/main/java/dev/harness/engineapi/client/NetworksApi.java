package dev.harness.engineapi.client;

import dev.harness.engineapi.network.ConnectRequest;
import dev.harness.engineapi.network.CreateNetworkRequest;
import dev.harness.engineapi.network.CreateNetworkResponse;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.engineapi.network.NetworkInspect;
import java.util.List;

/**
 * What concerns networks. Each is named by its id, a unique beginning of it, or its name.
 *
 * <p>Every method throws an {@link EngineApiException} when the engine refuses or is gone.
 */
public final class NetworksApi {
  private static final String NETWORKS = "networks";

  private final EngineCaller caller;

  NetworksApi(EngineCaller caller) {
    this.caller = caller;
  }

  /** Creates a network; its id. */
  public String create(CreateNetworkRequest request) {
    return caller
        .fetch(
            EngineRequest.post("create network " + request.name(), NETWORKS, "create")
                .json(request),
            CreateNetworkResponse.class)
        .id();
  }

  /** Asks for one network. */
  public NetworkInspect inspect(String network) {
    return caller.fetch(
        EngineRequest.get("inspect network " + network, NETWORKS, network), NetworkInspect.class);
  }

  /** Asks for all networks. */
  public List<NetworkInspect> list() {
    return List.of(
        caller.fetch(EngineRequest.get("list networks", NETWORKS), NetworkInspect[].class));
  }

  /** Lets a container join a network, at once when it runs. */
  public void connect(String network, String container, EndpointSettings settings) {
    caller.send(
        EngineRequest.post(
                "connect container %s to network %s"
                    .formatted(ContainersApi.shown(container), network),
                NETWORKS,
                network,
                "connect")
            .json(new ConnectRequest(container, settings, false)));
  }

  /** Lets a container leave a network, at once when it runs. */
  public void disconnect(String network, String container) {
    caller.send(
        EngineRequest.post(
                "disconnect container %s from network %s"
                    .formatted(ContainersApi.shown(container), network),
                NETWORKS,
                network,
                "disconnect")
            .json(new ConnectRequest(container, null, false)));
  }

  /** Removes a network that no container runs in. */
  public void remove(String network) {
    caller.send(EngineRequest.delete("remove network " + network, NETWORKS, network));
  }

  /** What is wrong with the connections of a published TCP port. */
  public FaultsApi faultsOfPort(String container, int port) {
    String action =
        "put a fault into port %d of container %s".formatted(port, ContainersApi.shown(container));
    return new FaultsApi(caller, action, container, "ports", Integer.toString(port));
  }

  /** What is wrong with the connections that a container begins to another. */
  public FaultsApi faultsOfLink(String from, String to) {
    String action =
        "put a fault into the link from container %s to %s"
            .formatted(ContainersApi.shown(from), ContainersApi.shown(to));
    return new FaultsApi(caller, action, from, "links", to);
  }
}
