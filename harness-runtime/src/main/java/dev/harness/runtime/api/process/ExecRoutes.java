package dev.harness.runtime.api.process;

import dev.harness.engineapi.exec.CreateExecRequest;
import dev.harness.engineapi.exec.CreateExecResponse;
import dev.harness.engineapi.exec.StartExecRequest;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.TerminalSizes;
import dev.harness.runtime.api.http.stream.HijackedConnection;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.exec.Exec;
import dev.harness.runtime.engine.exec.Execs;
import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The routes of further processes in containers. */
public final class ExecRoutes {
  private final Containers containers;
  private final Execs execs;

  /** Routes of these execs, which run in these containers. */
  public ExecRoutes(Containers containers, Execs execs) {
    this.containers = containers;
    this.execs = execs;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("POST", "/containers/{id}/exec", this::create)
        .add("POST", "/exec/{id}/start", this::start)
        .add("POST", "/exec/{id}/resize", this::resize)
        .add("GET", "/exec/{id}/json", this::inspect);
  }

  private Answer create(Request request) throws IOException {
    Container container = containers.find(request.parameter("id"));
    ExecRequest wanted = ExecTranslation.of(request.json(CreateExecRequest.class));
    return Answer.json(201, new CreateExecResponse(container.prepareExec(wanted).id().value()));
  }

  private Answer start(Request request) throws IOException {
    Exec exec = execs.find(request.parameter("id"));
    StartExecRequest wanted = request.jsonOrEmpty(StartExecRequest.class);
    TerminalSize size = TerminalSizes.of("ConsoleSize", wanted.consoleSize());
    // While there still is a status to refuse with, and before anybody can ask whether it runs.
    exec.claim();
    if (!wanted.consoleSize().isEmpty()) {
      exec.resize(size);
    }
    if (wanted.detach()) {
      exec.runDetached();
      return Answer.empty(200);
    }
    // The claim is given back when the client leaves before the conversation begins.
    return Answer.hijack(
            Frames.type(request.version(), wanted.tty()),
            connection -> converse(exec, wanted.tty(), connection))
        .withSequel(exec::abandon);
  }

  private static void converse(Exec exec, boolean raw, HijackedConnection connection) {
    ExecRequest wanted = exec.details().request();
    Optional<InputStream> stdin =
        wanted.attachStdin() ? Optional.of(connection.input()) : Optional.empty();
    exec.run(stdin, attached(wanted, new Frames(connection.output(), raw)));
  }

  /** Drops what the client does not want to see; the process writes it all the same. */
  private static OutputSink attached(ExecRequest wanted, Frames frames) {
    return (kind, bytes) -> {
      if (kind == OutputStreamKind.STDOUT ? wanted.attachStdout() : wanted.attachStderr()) {
        frames.write(kind, bytes);
      }
    };
  }

  private Answer resize(Request request) {
    execs.find(request.parameter("id")).resize(TerminalSizes.of(request.query()));
    return Answer.empty(200);
  }

  private Answer inspect(Request request) {
    return Answer.json(200, ExecView.of(execs.find(request.parameter("id")).details()));
  }
}
