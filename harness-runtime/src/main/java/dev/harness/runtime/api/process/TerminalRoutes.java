package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.TerminalSizes;
import dev.harness.runtime.engine.Containers;

/** The route of a container's terminal: {@code POST /containers/{id}/resize}. */
public final class TerminalRoutes {
  private final Containers containers;

  /** Routes of the terminals of these containers. */
  public TerminalRoutes(Containers containers) {
    this.containers = containers;
  }

  /** Adds the route to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes.add("POST", "/containers/{id}/resize", this::resize);
  }

  private Answer resize(Request request) {
    containers.find(request.parameter("id")).resize(TerminalSizes.of(request.query()));
    return Answer.empty(200);
  }
}
