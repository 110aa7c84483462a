package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.stream.HijackedConnection;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.output.LogSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * The route by which {@code docker run} sees what a container writes: {@code POST
 * /containers/{id}/attach}. Containers have no open standard input yet, so there is nothing to
 * send to.
 */
public final class AttachRoutes {
  private final Containers containers;

  /** Routes of these containers. */
  public AttachRoutes(Containers containers) {
    this.containers = containers;
  }

  /** Adds the route to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes.add("POST", "/containers/{id}/attach", this::attach);
  }

  private Answer attach(Request request) {
    Container container = containers.find(request.parameter("id"));
    container.requireNotPaused("attach");
    Wanted wanted = Wanted.of(request.query());
    String type =
        request.version().includes(Frames.MULTIPLEXED_SINCE) ? Frames.MULTIPLEXED : Frames.RAW;
    return Answer.hijack(type, connection -> converse(container, wanted, connection));
  }

  private static void converse(Container container, Wanted wanted, HijackedConnection connection)
      throws IOException {
    Frames frames = new Frames(connection.output());
    LogSink sink =
        entry -> {
          if (entry.kind() == OutputStreamKind.STDOUT ? wanted.stdout() : wanted.stderr()) {
            frames.write(entry.kind(), entry.bytes());
          }
        };
    try {
      container.attach(wanted.history(), wanted.follow(), sink);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the engine ends");
    }
  }

  /** What the parameters ask for. */
  private record Wanted(boolean stdout, boolean stderr, boolean history, boolean follow) {
    static Wanted of(Query query) {
      boolean history = query.flag("logs");
      boolean follow = query.flag("stream");
      if (!history && !follow) {
        throw RefusedRequest.malformed("Either the stream or logs flag must be set");
      }
      return new Wanted(query.flag("stdout"), query.flag("stderr"), history, follow);
    }
  }
}
