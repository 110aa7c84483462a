package dev.harness.engineapi.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * One request, while it is put together. The action is what the user wanted, in the words that
 * follow "Cannot".
 */
final class EngineRequest {
  private final String action;
  private final String method;
  private final List<String> segments;
  private final List<Map.Entry<String, String>> query = new ArrayList<>();
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private @Nullable Object json;
  private @Nullable RequestBody body;

  private EngineRequest(String action, String method, List<String> segments) {
    this.action = action;
    this.method = method;
    this.segments = segments;
  }

  static EngineRequest get(String action, String... segments) {
    return new EngineRequest(action, "GET", List.of(segments));
  }

  static EngineRequest post(String action, String... segments) {
    return new EngineRequest(action, "POST", List.of(segments));
  }

  static EngineRequest put(String action, String... segments) {
    return new EngineRequest(action, "PUT", List.of(segments));
  }

  static EngineRequest delete(String action, String... segments) {
    return new EngineRequest(action, "DELETE", List.of(segments));
  }

  /** Adds a parameter, unless its value is empty. */
  @CanIgnoreReturnValue
  EngineRequest query(String name, String value) {
    if (!value.isEmpty()) {
      query.add(Map.entry(name, value));
    }
    return this;
  }

  /** Adds a parameter when it is true, as Docker's clients do. */
  @CanIgnoreReturnValue
  EngineRequest query(String name, boolean value) {
    return query(name, value ? "true" : "");
  }

  /** Adds a header, unless its value is empty. */
  @CanIgnoreReturnValue
  EngineRequest header(String name, String value) {
    if (!value.isEmpty()) {
      headers.add(Map.entry(name, value));
    }
    return this;
  }

  @CanIgnoreReturnValue
  EngineRequest json(Object value) {
    json = value;
    return this;
  }

  @CanIgnoreReturnValue
  EngineRequest body(RequestBody value) {
    body = value;
    return this;
  }

  String action() {
    return action;
  }

  String method() {
    return method;
  }

  List<String> segments() {
    return segments;
  }

  List<Map.Entry<String, String>> query() {
    return query;
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  @Nullable Object json() {
    return json;
  }

  @Nullable RequestBody body() {
    return body;
  }
}
