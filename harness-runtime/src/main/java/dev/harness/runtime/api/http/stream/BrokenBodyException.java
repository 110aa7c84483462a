package dev.harness.runtime.api.http.stream;

import java.io.IOException;

/** The body of a request ended early or is framed wrongly. */
public final class BrokenBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenBodyException(String reason) {
    super("the body of the request is broken: " + reason);
  }
}
