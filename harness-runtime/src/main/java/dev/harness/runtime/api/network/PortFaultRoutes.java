package dev.harness.runtime.api.network;

import dev.harness.engineapi.network.FaultSettings;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.relay.Faults;
import java.io.IOException;
import java.time.Duration;

/** The routes by which tests put faults into published TCP ports; Docker has none like them. */
public final class PortFaultRoutes {
  private static final String PORT = "/harness/containers/{id}/ports/{port}";

  private final Containers containers;

  /** Routes about the ports of these containers. */
  public PortFaultRoutes(Containers containers) {
    this.containers = containers;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("GET", PORT + "/faults", this::show)
        .add("PUT", PORT + "/faults", this::set)
        .add("POST", PORT + "/reset", this::reset);
  }

  private Answer show(Request request) {
    Faults.Setting now = find(request).setting();
    return Answer.json(
        200, new FaultSettings(now.latency().toMillis(), now.bytesPerSecond(), now.cut()));
  }

  private Answer set(Request request) throws IOException {
    Faults faults = find(request);
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

  private Answer reset(Request request) {
    find(request).reset();
    return Answer.empty(204);
  }

  private Faults find(Request request) {
    try {
      int number = Integer.parseInt(request.parameter("port"));
      return containers.find(request.parameter("id")).faults(ContainerPort.tcp(number));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(
          "no TCP port: '%s'; it must be a number".formatted(request.parameter("port")), e);
    }
  }
}
