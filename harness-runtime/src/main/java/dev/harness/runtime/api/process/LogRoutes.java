package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.request.CreateContainer;

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
    CreateContainer created = container.details().request();
    if (!created.host().log().readable()) {
      throw new RefusedRequest(501, "configured logging driver does not support reading");
    }
    return LogAnswer.of(request, created.console().terminal(), container::logs);
  }
}
