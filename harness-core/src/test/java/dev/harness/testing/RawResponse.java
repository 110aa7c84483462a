package dev.harness.testing;

import java.util.Map;

/** An answer as it came; names of headers match in any case. */
public record RawResponse(int status, String reason, Map<String, String> headers, String body) {
  RawResponse withBody(String text) {
    return new RawResponse(status, reason, headers, text);
  }

  /** The value of a header, empty when it is missing. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
