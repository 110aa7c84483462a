package dev.harness.runtime.api.http.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Writes a stream of JSON values, one a line. */
public final class JsonLines {
  private final ResponseStream out;
  private final ObjectMapper json;
  private boolean sent;

  /** Writes to an answer's body. */
  public JsonLines(ResponseStream out, ObjectMapper json) {
    this.out = out;
    this.json = json;
  }

  /** Writes one value and sends it; blocks while the client does not read. */
  public void write(Object value) throws IOException {
    hold(value);
    sent = true;
    out.flush();
  }

  /** Writes one value that goes out with the next, or never if the answer fails before. */
  public void hold(Object value) throws IOException {
    out.write(json.writeValueAsBytes(value));
    out.write('\n');
  }

  /**
   * Does work that can be silent for long: it is interrupted when the client goes away.
   *
   * @throws IOException when the client has gone
   */
  public void whileConnected(ResponseStream.Work work) throws IOException {
    out.whileConnected(work);
  }

  /** Whether a value has been sent, so that the status cannot tell a failure any more. */
  public boolean isSent() {
    return sent;
  }
}
