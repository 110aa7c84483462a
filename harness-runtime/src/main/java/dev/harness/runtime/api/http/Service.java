package dev.harness.runtime.api.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What a server serves.
 *
 * @param handler answers every request that could be parsed
 * @param failures statuses for what the handler throws
 * @param json reads bodies and writes answers
 * @param headers sent with each answer, also with refusals of what could not be parsed
 */
public record Service(
    Handler handler, Failures failures, ObjectMapper json, Map<String, String> headers) {
  /** Copies the headers. */
  public Service {
    headers = Map.copyOf(headers);
  }
}
