package dev.harness.runtime.api;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.LogEntry;
import dev.harness.runtime.engine.LogQuery;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** The route of a container's output: {@code GET /containers/{id}/logs} (C41). */
final class LogRoutes {
  private final Containers containers;

  LogRoutes(Containers containers) {
    this.containers = containers;
  }

  void addTo(Router.Builder routes) {
    routes.add("GET", "/containers/{id}/logs", this::logs);
  }

  private Answer logs(Request request) {
    Container container = containers.find(request.parameter("id"));
    LogQuery query = query(request.query());
    boolean timestamps = request.query().flag("timestamps");
    String type =
        request.version().includes(Frames.MULTIPLEXED_SINCE) ? Frames.MULTIPLEXED : Frames.RAW;
    return Answer.stream(
        200,
        type,
        out -> {
          out.flush();
          Frames frames = new Frames(out);
          out.whileConnected(
              () ->
                  container.logs(
                      query,
                      entry -> {
                        frames.write(entry.kind(), prefix(entry, timestamps), entry.bytes());
                        if (query.follow()) {
                          out.flush();
                        }
                      }));
        });
  }

  private static byte[] prefix(LogEntry entry, boolean timestamps) {
    String text = timestamps ? ApiTime.fixedWidth(entry.time()) + " " : "";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static LogQuery query(Query query) {
    boolean stdout = query.flag("stdout");
    boolean stderr = query.flag("stderr");
    if (!stdout && !stderr) {
      throw RefusedRequest.malformed(
          "Bad parameters: you must choose at least one stream: stdout=1, stderr=1 or both");
    }
    return new LogQuery(
        stdout,
        stderr,
        ApiTime.parameter(query, "since"),
        ApiTime.parameter(query, "until"),
        tail(query),
        query.flag("follow"));
  }

  /** Docker takes what is no number for all; so does this. */
  private static OptionalInt tail(Query query) {
    return query
        .text("tail")
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
