package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.ApiTime;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.engine.output.LogEntry;
import dev.harness.runtime.engine.output.LogQuery;
import dev.harness.runtime.engine.output.LogSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Answers with a container's output, from its beginning or its end, followed or not (C41). */
final class LogAnswer {
  private LogAnswer() {}

  /** Where the output comes from. */
  @FunctionalInterface
  interface Source {
    void read(LogQuery query, LogSink sink) throws IOException, InterruptedException;
  }

  /**
   * Reads the parameters and prepares the answer.
   *
   * @param raw whether the output is that of a terminal
   * @throws RefusedRequest when they ask for no stream
   */
  static Answer of(Request request, boolean raw, Source source) {
    LogQuery query = query(request.query());
    boolean timestamps = request.query().flag("timestamps");
    return Answer.stream(
        200,
        Frames.type(request.version(), raw),
        out -> {
          out.flush();
          Frames frames = new Frames(out, raw);
          out.whileConnected(
              () ->
                  source.read(
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
    String text = timestamps && !entry.continuing() ? ApiTime.fixedWidth(entry.time()) + " " : "";
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
