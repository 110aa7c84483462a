package dev.harness.runtime.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.runtime.api.http.ResponseStream;
import java.io.IOException;

/** Writes a stream of JSON values, one a line, each sent at once. */
final class JsonLines {
  private final ResponseStream out;
  private final ObjectMapper json;

  JsonLines(ResponseStream out, ObjectMapper json) {
    this.out = out;
    this.json = json;
  }

  /** Writes one value; blocks while the client does not read. */
  void write(Object value) throws IOException {
    out.write(json.writeValueAsBytes(value));
    out.write('\n');
    out.flush();
  }
}
