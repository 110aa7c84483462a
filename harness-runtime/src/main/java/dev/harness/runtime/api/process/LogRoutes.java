package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;

/** The route of a container's output: {@code GET /containers/{id}/logs}. */
public final class LogRoutes {
  private final Containers containers;

  /** Routes of what these containers wrote. */
  public LogRoutes(Containers containers) {
    this.containers = containers;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes.add("GET", "/containers/{id}/logs", this::logs);
  }

  private Answer logs(Request request) {
    Container container = containers.find(request.parameter("id"));
    return LogAnswer.of(
        request, container.details().request().console().terminal(), container::logs);
  }
}
