package dev.harness.runtime.api.http;

import java.io.IOException;

/** Answers the requests of one route; runs on a worker thread and may block. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request.
   *
   * @throws IOException when the body of the request cannot be read to its end
   * @throws RefusedRequest when the request is wrong
   */
  Answer handle(Request request) throws IOException;
}
