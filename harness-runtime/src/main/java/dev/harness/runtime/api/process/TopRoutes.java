package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Containers;
import java.time.Clock;

/** The route of the processes in a container: {@code GET /containers/{id}/top}. */
public final class TopRoutes {
  private final Containers containers;
  private final Clock clock;
  private final long memoryBytes;

  /**
   * Routes of the processes in these containers.
   *
   * @param memoryBytes what the machine has
   */
  public TopRoutes(Containers containers, Clock clock, long memoryBytes) {
    this.containers = containers;
    this.clock = clock;
    this.memoryBytes = memoryBytes;
  }

  /** Adds the route to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes.add("GET", "/containers/{id}/top", this::top);
  }

  private Answer top(Request request) {
    TopFormat format = TopFormat.parse(request.query().text("ps_args").orElse(""));
    return Answer.json(
        200,
        format.of(
            containers.find(request.parameter("id")).processes(), clock.instant(), memoryBytes));
  }
}
