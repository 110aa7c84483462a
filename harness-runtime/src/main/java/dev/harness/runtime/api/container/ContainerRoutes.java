package dev.harness.runtime.api.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.engineapi.container.ContainerProgram;
import dev.harness.engineapi.container.ContainerSummary;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.CreateContainerResponse;
import dev.harness.engineapi.container.FilesystemChange;
import dev.harness.engineapi.container.PrunedContainers;
import dev.harness.engineapi.container.WaitResponse;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.stream.ResponseStream;
import dev.harness.runtime.api.limit.LimitWarnings;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.ContainerSize;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.WaitCondition;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.fs.tree.TreeChange;
import dev.harness.runtime.linux.process.Signal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The routes of containers' lives: from create to delete. */
public final class ContainerRoutes {
  private final Containers containers;
  private final LimitSupport limitSupport;
  private final Clock clock;
  private final ObjectMapper json;
  private final CompleteView complete;

  /** Routes of these containers, on a machine that can limit these things. */
  public ContainerRoutes(
      Containers containers, LimitSupport limitSupport, Clock clock, ObjectMapper json) {
    this.containers = containers;
    this.limitSupport = limitSupport;
    this.clock = clock;
    this.json = json;
    this.complete = new CompleteView(json);
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("GET", "/containers/json", this::list)
        .add("POST", "/containers/create", this::create)
        .add("GET", "/containers/{id}/json", this::inspect)
        .add("GET", "/containers/{id}/changes", this::changes)
        .add("GET", "/containers/{id}/program", this::explain)
        .add("POST", "/containers/{id}/start", this::start)
        .add("POST", "/containers/{id}/stop", this::stop)
        .add("POST", "/containers/{id}/restart", this::restart)
        .add("POST", "/containers/{id}/kill", this::kill)
        .add("POST", "/containers/{id}/rename", this::rename)
        .add("POST", "/containers/{id}/wait", this::await)
        .add("POST", "/containers/prune", this::prune)
        .add("DELETE", "/containers/{id}", this::delete);
  }

  /** All containers as a list shows them, running or not. */
  public List<ContainerSummary> all() {
    return containers.all().stream().map(this::summary).toList();
  }

  private ContainerSummary summary(Container container) {
    return ContainerListView.of(container.details(), clock.instant());
  }

  private Answer list(Request request) {
    ContainerFilter filter = ContainerFilter.of(request, containers);
    List<Container> found =
        containers.all().stream().filter(container -> filter.accepts(container.details())).toList();
    boolean sizes = request.query().flag("size");
    return Answer.json(
        200,
        found.stream()
            .limit(filter.limit())
            .map(container -> sizes ? sized(container) : summary(container))
            .toList());
  }

  private Object sized(Container container) {
    ObjectNode shown = json.valueToTree(summary(container));
    ContainerSize size = container.size();
    return shown.put("SizeRw", size.changedBytes()).put("SizeRootFs", size.allBytes());
  }

  private Answer create(Request request) throws IOException {
    Query query = request.query();
    CreateContainerRequest wanted = request.json(CreateContainerRequest.class);
    Container container =
        containers.create(CreateTranslation.of(wanted, query.text("name"), query.text("platform")));
    List<String> warnings = LimitWarnings.of(wanted.hostConfig(), limitSupport);
    return Answer.json(201, new CreateContainerResponse(container.id().value(), warnings));
  }

  /** Not Docker's: what a start would do, for people. */
  private Answer explain(Request request) {
    return Answer.json(200, new ContainerProgram(find(request).explain()));
  }

  private Answer inspect(Request request) {
    Container container = find(request);
    ObjectNode shown = complete.of(ContainerView.of(container.details()));
    if (request.query().flag("size")) {
      ContainerSize size = container.size();
      shown.put("SizeRw", size.changedBytes());
      shown.put("SizeRootFs", size.allBytes());
    }
    return Answer.json(200, shown);
  }

  private Answer changes(Request request) {
    return Answer.json(
        200,
        find(request).changes().stream()
            .map(change -> new FilesystemChange(change.path(), kind(change.kind())))
            .toList());
  }

  private static int kind(TreeChange.Kind kind) {
    return switch (kind) {
      case MODIFIED -> 0;
      case ADDED -> 1;
      case DELETED -> 2;
    };
  }

  private Answer start(Request request) {
    return Answer.empty(find(request).start() ? 204 : 304);
  }

  private Answer stop(Request request) {
    return Answer.empty(find(request).stop(patience(request)) ? 204 : 304);
  }

  private Answer restart(Request request) {
    find(request).restart(patience(request));
    return Answer.empty(204);
  }

  private static Optional<Duration> patience(Request request) {
    Query query = request.query();
    if (query.text("signal").isPresent()) {
      throw RefusedRequest.malformed(
          "parameter signal is not supported by this engine yet; kill with the signal, then stop");
    }
    return query.number("t").isPresent()
        ? Optional.of(Duration.ofSeconds(query.number("t").getAsLong()))
        : Optional.empty();
  }

  private Answer kill(Request request) {
    Signal signal;
    try {
      signal = Signal.parse(request.query().text("signal").orElse("KILL"));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(String.valueOf(e.getMessage()), e);
    }
    find(request).kill(signal);
    return Answer.empty(204);
  }

  private Answer rename(Request request) {
    Container container = find(request);
    Optional<String> name = request.query().text("name");
    containers.rename(
        container,
        name.orElseThrow(() -> RefusedRequest.malformed("Neither old nor new names may be empty")));
    return Answer.empty(204);
  }

  private Answer await(Request request) {
    WaitCondition condition = condition(request.query().text("condition").orElse("not-running"));
    CompletableFuture<Integer> end = find(request).when(condition).toCompletableFuture();
    return Answer.stream(
        200,
        "application/json",
        out -> {
          out.flush(); // the client knows now that it waits (C40)
          out.whileConnected(() -> writeEnd(end, out));
        });
  }

  private void writeEnd(CompletableFuture<Integer> end, ResponseStream out)
      throws IOException, InterruptedException {
    try {
      out.write(json.writeValueAsBytes(new WaitResponse(end.get(), null)));
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for the container's end failed", e);
    }
  }

  private static WaitCondition condition(String name) {
    return switch (name) {
      case "not-running" -> WaitCondition.NOT_RUNNING;
      case "next-exit" -> WaitCondition.NEXT_EXIT;
      case "removed" -> WaitCondition.REMOVED;
      default ->
          throw RefusedRequest.malformed(
              "invalid condition '" + name + "', want not-running, next-exit or removed");
    };
  }

  private Answer delete(Request request) {
    if (request.query().flag("link")) {
      throw RefusedRequest.malformed("parameter link is not supported: there are no links");
    }
    find(request).remove(request.query().flag("force"), request.query().flag("v"));
    return Answer.empty(204);
  }

  /** Removes those that do not run. */
  private Answer prune(Request request) {
    ContainerPruneFilter filter =
        ContainerPruneFilter.of(request.filters(ContainerPruneFilter.NAMES), clock.instant());
    List<String> removed = new ArrayList<>();
    for (Container container : containers.all()) {
      if (filter.accepts(container.details()) && removed(container)) {
        removed.add(container.id().value());
      }
    }
    return Answer.json(200, new PrunedContainers(removed, 0));
  }

  private static boolean removed(Container container) {
    try {
      container.remove(false, false);
      return true;
    } catch (EngineException.Conflict | EngineException.NotFound changedMeanwhile) {
      return false;
    }
  }

  private Container find(Request request) {
    return containers.find(request.parameter("id"));
  }
}
