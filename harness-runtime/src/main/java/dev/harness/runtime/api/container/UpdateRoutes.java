package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.UpdateContainerResponse;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.limit.LimitTranslation;
import dev.harness.runtime.api.limit.LimitWarnings;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import java.io.IOException;
import java.util.Optional;

/** The routes that hold and limit what runs: pause, unpause, update. */
public final class UpdateRoutes {
  private final Containers containers;
  private final LimitSupport support;

  /** Routes of these containers, on a machine that can limit these things. */
  public UpdateRoutes(Containers containers, LimitSupport support) {
    this.containers = containers;
    this.support = support;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("POST", "/containers/{id}/pause", this::pause)
        .add("POST", "/containers/{id}/unpause", this::unpause)
        .add("POST", "/containers/{id}/update", this::update);
  }

  private Answer pause(Request request) {
    find(request).pause();
    return Answer.empty(204);
  }

  private Answer unpause(Request request) {
    find(request).unpause();
    return Answer.empty(204);
  }

  /** The body is a host configuration of which limits and the restart policy count. */
  private Answer update(Request request) throws IOException {
    Container container = find(request);
    HostConfig wanted = request.json(HostConfig.class);
    HostConfig.RestartPolicy restart = wanted.restartPolicy();
    container.update(
        LimitTranslation.of(wanted),
        restart.name().isEmpty() ? Optional.empty() : Optional.of(RestartTranslation.of(restart)));
    return Answer.json(200, new UpdateContainerResponse(LimitWarnings.of(wanted, support)));
  }

  private Container find(Request request) {
    return containers.find(request.parameter("id"));
  }
}
