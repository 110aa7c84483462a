package dev.harness.runtime.api.network;

import dev.harness.engineapi.network.FaultSettings;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.network.LinkFaults;
import dev.harness.runtime.engine.network.Networks;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.relay.Faults;
import java.io.IOException;
import java.time.Duration;

/**
 * The routes by which tests put faults into published TCP ports, and into links between containers;
 * Docker has none like them.
 */
public final class FaultRoutes {
  private static final String PORT = "/harness/containers/{id}/ports/{port}";
  private static final String LINK = "/harness/containers/{id}/links/{to}";

  private final Containers containers;
  private final LinkFaults links;

  /** Routes about the ports of these containers, and the links between them. */
  public FaultRoutes(Containers containers, Networks networks) {
    this.containers = containers;
    this.links = networks.links();
  }

  private record Ends(ContainerId from, ContainerId to) {}

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("GET", PORT + "/faults", request -> show(ofPort(request)))
        .add("PUT", PORT + "/faults", request -> set(ofPort(request), request))
        .add("POST", PORT + "/reset", request -> reset(ofPort(request)))
        .add("GET", LINK + "/faults", request -> show(ofLink(request)))
        .add("PUT", LINK + "/faults", request -> set(openLink(request), request))
        .add("POST", LINK + "/reset", request -> reset(ofLink(request)))
        .add("DELETE", LINK, this::closeLink);
  }

  private static Answer show(Faults faults) {
    Faults.Setting now = faults.setting();
    return Answer.json(
        200, new FaultSettings(now.latency().toMillis(), now.bytesPerSecond(), now.cut()));
  }

  private static Answer set(Faults faults, Request request) throws IOException {
    FaultSettings wanted = request.json(FaultSettings.class);
    try {
      faults.set(
          new Faults.Setting(
              Duration.ofMillis(wanted.latencyMillis()), wanted.bytesPerSecond(), wanted.cut()));
      return Answer.empty(204);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(String.valueOf(e.getMessage()), e);
    }
  }

  private static Answer reset(Faults faults) {
    faults.reset();
    return Answer.empty(204);
  }

  private Answer closeLink(Request request) {
    Ends ends = ends(request);
    links.close(ends.from(), ends.to());
    return Answer.empty(204);
  }

  private Faults openLink(Request request) {
    Ends ends = ends(request);
    return links.open(ends.from(), ends.to());
  }

  private Faults ofLink(Request request) {
    Ends ends = ends(request);
    return links
        .find(ends.from(), ends.to())
        .orElseThrow(
            () ->
                new EngineException.NotFound(
                    "no link from container %s to %s; open it by setting its faults"
                        .formatted(ends.from().shortForm(), ends.to().shortForm())));
  }

  private Ends ends(Request request) {
    return new Ends(
        containers.find(request.parameter("id")).id(),
        containers.find(request.parameter("to")).id());
  }

  private Faults ofPort(Request request) {
    try {
      int number = Integer.parseInt(request.parameter("port"));
      return containers.find(request.parameter("id")).faults(ContainerPort.tcp(number));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(
          "no TCP port: '%s'; it must be a number".formatted(request.parameter("port")), e);
    }
  }
}
