package dev.harness.runtime.api.limit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.container.ContainerState;
import dev.harness.engineapi.container.ContainerStats;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.stream.JsonLines;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.WaitCondition;
import dev.harness.runtime.engine.limit.ContainerUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The route that tells what a container uses, once or every second. */
public final class StatsRoutes {
  private static final Path PROC = Path.of("/proc");

  private final Containers containers;
  private final Clock clock;
  private final ObjectMapper json;

  /** Routes of these containers. */
  public StatsRoutes(Containers containers, Clock clock, ObjectMapper json) {
    this.containers = containers;
    this.clock = clock;
    this.json = json;
  }

  /** Adds the route to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes.add("GET", "/containers/{id}/stats", this::stats);
  }

  private Answer stats(Request request) {
    Container container = containers.find(request.parameter("id"));
    boolean stream = request.query().flag("stream", true);
    boolean once = request.query().flag("one-shot");
    if (stream && once) {
      throw RefusedRequest.malformed("cannot have stream=true and one-shot=true");
    }
    return Answer.stream(
        200,
        "application/json",
        out -> out.whileConnected(() -> tell(container, stream, once, new JsonLines(out, json))));
  }

  /** Whoever asks once gets the second sample, so that it can tell what was used meanwhile. */
  private void tell(Container container, boolean stream, boolean once, JsonLines out)
      throws IOException, InterruptedException {
    ContainerStats last = sample(container, StatsView.empty(container));
    boolean running = !last.read().equals(ContainerState.NEVER);
    if (stream || once || !running) {
      out.write(last);
    }
    if (once || (!stream && !running)) {
      return;
    }
    while (!removedWithinSecond(container)) {
      last = sample(container, last);
      out.write(last);
      if (!stream) {
        return;
      }
    }
  }

  private ContainerStats sample(Container container, ContainerStats before) {
    Optional<ContainerUsage> usage = container.usage();
    return usage.isEmpty()
        ? StatsView.empty(container)
        : StatsView.of(
            container, usage.get(), MachineFigures.read(PROC), clock.instant().toString(), before);
  }

  private static boolean removedWithinSecond(Container container) throws InterruptedException {
    CompletableFuture<Integer> removal =
        container.when(WaitCondition.REMOVED).toCompletableFuture();
    try {
      removal.get(1, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException thereStill) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
