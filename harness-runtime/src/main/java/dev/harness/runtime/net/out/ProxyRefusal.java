package dev.harness.runtime.net.out;

import java.nio.charset.StandardCharsets;

/** Why the proxy does not do what it was asked for, as the client hears it. */
final class ProxyRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of refusal it is. */
  enum Status {
    BAD_REQUEST(400, "Bad Request"),
    FORBIDDEN(403, "Forbidden"),
    BAD_GATEWAY(502, "Bad Gateway"),
    GATEWAY_TIMEOUT(504, "Gateway Timeout");

    private final int code;
    private final String words;

    Status(int code, String words) {
      this.code = code;
      this.words = words;
    }
  }

  private final Status status;
  private final String reason;

  ProxyRefusal(Status status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  ProxyRefusal(Status status, String reason, Throwable cause) {
    super(reason, cause);
    this.status = status;
    this.reason = reason;
  }

  /** The whole answer. */
  byte[] answer() {
    byte[] text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
    return """
        HTTP/1.1 %d %s\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s"""
        .formatted(status.code, status.words, text.length, new String(text, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }
}
