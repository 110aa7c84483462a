package dev.harness.runtime.api;

import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Containers;

/** The route of a container's output: {@code GET /containers/{id}/logs}. */
final class LogRoutes {
  private final Containers containers;

  LogRoutes(Containers containers) {
    this.containers = containers;
  }

  void addTo(Router.Builder routes) {
    routes.add(
        "GET",
        "/containers/{id}/logs",
        request -> LogAnswer.of(request, containers.find(request.parameter("id"))::logs));
  }
}
