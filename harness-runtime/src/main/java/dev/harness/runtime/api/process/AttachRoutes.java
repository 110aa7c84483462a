package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.stream.ClientGoneException;
import dev.harness.runtime.api.http.stream.HijackedConnection;
import dev.harness.runtime.engine.Attachment;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.output.LogSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.runtime.engine.request.Console;
import java.io.IOException;

/**
 * The route by which {@code docker run} sees what a container writes, and types what it reads:
 * {@code POST /containers/{id}/attach}.
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
    Console console = container.details().request().console();
    // Before the answer: the client may start the container as soon as it has that.
    Attachment attachment = container.attach();
    return Answer.hijack(
        Frames.type(request.version(), console.terminal()),
        connection -> converse(attachment, console, wanted, connection));
  }

  private static void converse(
      Attachment attachment, Console console, Wanted wanted, HijackedConnection connection)
      throws IOException {
    if (!wanted.stdin() || !console.openInput()) {
      listen(attachment, console, wanted, connection);
      return;
    }
    try (AttachedInput input = new AttachedInput(attachment, console, wanted.keys(), connection)) {
      try {
        listen(attachment, console, wanted, connection);
      } catch (ClientGoneException gone) {
        input.drain();
        throw gone;
      }
    }
  }

  private static void listen(
      Attachment attachment, Console console, Wanted wanted, HijackedConnection connection)
      throws IOException {
    Frames frames = new Frames(connection.output(), console.terminal());
    LogSink sink =
        entry -> {
          if (entry.kind() == OutputStreamKind.STDOUT ? wanted.stdout() : wanted.stderr()) {
            frames.write(entry.kind(), entry.bytes());
          }
        };
    connection.whileConnected(() -> attachment.listen(wanted.history(), wanted.follow(), sink));
  }

  /** What the parameters ask for. */
  private record Wanted(
      boolean stdin,
      boolean stdout,
      boolean stderr,
      boolean history,
      boolean follow,
      DetachKeys keys) {
    static Wanted of(Query query) {
      boolean history = query.flag("logs");
      boolean follow = query.flag("stream");
      if (!history && !follow) {
        throw RefusedRequest.malformed("Either the stream or logs flag must be set");
      }
      return new Wanted(
          follow && query.flag("stdin"),
          query.flag("stdout"),
          query.flag("stderr"),
          history,
          follow,
          DetachKeys.parse(query.text("detachKeys").orElse("")));
    }
  }
}
