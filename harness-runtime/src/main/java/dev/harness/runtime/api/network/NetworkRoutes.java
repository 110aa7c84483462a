package dev.harness.runtime.api.network;

import dev.harness.engineapi.network.ConnectRequest;
import dev.harness.engineapi.network.CreateNetworkRequest;
import dev.harness.engineapi.network.CreateNetworkResponse;
import dev.harness.engineapi.network.PrunedNetworks;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.engine.network.Networks;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.EngineException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The routes of networks. */
public final class NetworkRoutes {
  private static final String ENDPOINT = "EndpointConfig.";

  private final Networks networks;
  private final Containers containers;
  private final Clock clock;

  /** Routes of these networks, which these containers can join. */
  public NetworkRoutes(Networks networks, Containers containers, Clock clock) {
    this.networks = networks;
    this.containers = containers;
    this.clock = clock;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("GET", "/networks", this::list)
        .add("GET", "/networks/{id}", this::inspect)
        .add("POST", "/networks/create", this::create)
        .add("POST", "/networks/prune", this::prune)
        .add("POST", "/networks/{id}/connect", this::connect)
        .add("POST", "/networks/{id}/disconnect", this::disconnect)
        .add("DELETE", "/networks/{id}", this::delete);
  }

  private Answer list(Request request) {
    NetworkFilter filter =
        new NetworkFilter(request.filters(NetworkFilter.OF_LIST), clock.instant());
    return Answer.json(
        200,
        networks.all().stream().filter(filter::accepts).map(NetworkInspectView::listed).toList());
  }

  private Answer inspect(Request request) {
    Optional<String> verbose =
        request.query().text("verbose").filter(word -> !NetworkFilter.isFlag(word));
    if (verbose.isPresent()) {
      throw RefusedRequest.malformed("invalid value for verbose: " + verbose.get());
    }
    Optional<String> scope = request.query().text("scope").filter(word -> !word.equals("local"));
    if (scope.isPresent()) {
      throw new RefusedRequest(
          404,
          "network %s not found in the scope %s: all are local"
              .formatted(request.parameter("id"), scope.get()));
    }
    return Answer.json(200, NetworkInspectView.complete(find(request)));
  }

  private Answer create(Request request) throws IOException {
    CreateNetworkRequest wanted = request.json(CreateNetworkRequest.class);
    Network network = networks.create(CreateNetworkTranslation.of(wanted));
    return Answer.json(201, new CreateNetworkResponse(network.id(), ""));
  }

  private Answer connect(Request request) throws IOException {
    ConnectRequest wanted = request.json(ConnectRequest.class);
    EndpointRequest endpoint =
        wanted.endpoint() == null
            ? EndpointRequest.PLAIN
            : EndpointTranslation.of(ENDPOINT, wanted.endpoint());
    Network network = find(request);
    container(wanted).connect(network, endpoint);
    return Answer.empty(200);
  }

  private Answer disconnect(Request request) throws IOException {
    ConnectRequest wanted = request.json(ConnectRequest.class);
    Network network = find(request);
    container(wanted).disconnect(network);
    return Answer.empty(200);
  }

  private Container container(ConnectRequest wanted) {
    if (wanted.container().isEmpty()) {
      throw RefusedRequest.malformed("Container is missing: name the container");
    }
    return containers.find(wanted.container());
  }

  private Answer delete(Request request) {
    networks.remove(find(request));
    return Answer.empty(204);
  }

  private Answer prune(Request request) {
    NetworkFilter filter =
        new NetworkFilter(request.filters(NetworkFilter.OF_PRUNE), clock.instant());
    List<String> removed = new ArrayList<>();
    for (Network network : networks.all()) {
      if (!network.isPredefined() && filter.accepts(network) && removeUnused(network)) {
        removed.add(network.name());
      }
    }
    return Answer.json(200, new PrunedNetworks(removed));
  }

  /** False when a container runs in it. */
  private boolean removeUnused(Network network) {
    try {
      networks.remove(network);
      return true;
    } catch (EngineException.Conflict used) {
      return false;
    }
  }

  private Network find(Request request) {
    return networks.find(request.parameter("id"));
  }
}
