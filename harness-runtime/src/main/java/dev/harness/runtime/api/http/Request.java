package dev.harness.runtime.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A parsed request whose body may still be arriving. */
public final class Request {
  /** How long a JSON body may be, in bytes. */
  static final int MAX_JSON_BYTES = 4 << 20;

  private final HttpRequest head;
  private final InputStream body;
  private final ObjectMapper json;
  private final String path;
  private final Query query;
  private final ApiVersion version;
  private final Map<String, String> parameters;

  private Request(
      Request request, ApiVersion version, String path, Map<String, String> parameters) {
    this.head = request.head;
    this.body = request.body;
    this.json = request.json;
    this.path = path;
    this.query = request.query;
    this.version = version;
    this.parameters = Map.copyOf(parameters);
  }

  /**
   * Reads the target of a request.
   *
   * @throws RefusedRequest when it is not a path with a query
   */
  public Request(HttpRequest head, InputStream body, ObjectMapper json) {
    QueryStringDecoder target = Query.decoder(originForm(head.uri()));
    this.head = head;
    this.body = body;
    this.json = json;
    this.path = decodedPath(target);
    this.query = Query.of(target);
    this.version = ApiVersion.CURRENT;
    this.parameters = Map.of();
  }

  /** Takes the authority off an absolute target, which RFC 9112 3.2.2 wants accepted. */
  private static String originForm(String target) {
    if (!target.startsWith("http://")) {
      return target;
    }
    int path = target.indexOf('/', "http://".length());
    return path < 0 ? "/" : target.substring(path);
  }

  private static String decodedPath(QueryStringDecoder target) {
    String path;
    try {
      path = target.path();
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed("malformed path: " + e.getMessage(), e);
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw RefusedRequest.malformed("malformed path: it has a control character");
    }
    return path;
  }

  /** The same request as seen by the route that answers it. */
  Request routed(ApiVersion pathVersion, String unversioned, Map<String, String> values) {
    return new Request(this, pathVersion, unversioned, values);
  }

  /** The method, in capitals. */
  public String method() {
    return head.method().name();
  }

  /** The decoded path; without the version once the request is routed. */
  public String path() {
    return path;
  }

  /** The API version that the path names. */
  public ApiVersion version() {
    return version;
  }

  /** The parameters behind the question mark. */
  public Query query() {
    return query;
  }

  /**
   * The {@code filters} parameter, of which the route knows {@code known}.
   *
   * @throws RefusedRequest when it is malformed or names another filter
   */
  public Filters filters(Set<String> known) {
    return Filters.parse(query.text("filters").orElse("{}"), json).only(known);
  }

  /** What stands in the path where the route's template has {@code {name}}. */
  public String parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(head.headers().get(name));
  }

  /** The body as it arrives; reading blocks. The sender waits while nothing is read. */
  public InputStream body() {
    return body;
  }

  /**
   * Reads the body as JSON; {@code null} counts as an object without fields.
   *
   * @throws RefusedRequest when the body is no JSON of this form, or too long
   */
  public <T> T json(Class<T> type) throws IOException {
    byte[] bytes = jsonBytes();
    if (bytes.length == 0) {
      throw RefusedRequest.malformed("the body is empty, expected a JSON object");
    }
    return parse(bytes, type);
  }

  /** Reads the body as JSON, an empty one as an object without fields. */
  public <T> T jsonOrEmpty(Class<T> type) throws IOException {
    byte[] bytes = jsonBytes();
    return parse(bytes.length == 0 ? new byte[] {'{', '}'} : bytes, type);
  }

  private byte[] jsonBytes() throws IOException {
    byte[] bytes = declaredBytes() > MAX_JSON_BYTES ? null : body.readNBytes(MAX_JSON_BYTES + 1);
    if (bytes == null || bytes.length > MAX_JSON_BYTES) {
      throw new RefusedRequest(413, "the JSON body is longer than " + MAX_JSON_BYTES + " bytes");
    }
    String type = header(HttpHeaderNames.CONTENT_TYPE.toString()).orElse("");
    if (bytes.length > 0 && !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw RefusedRequest.malformed(
          "unsupported Content-Type '" + type + "', expected application/json");
    }
    return bytes;
  }

  private long declaredBytes() {
    // The decoder has refused lengths that are no number.
    return header(HttpHeaderNames.CONTENT_LENGTH.toString()).map(Long::parseLong).orElse(0L);
  }

  private <T> T parse(byte[] bytes, Class<T> type) throws IOException {
    try {
      T value = json.readValue(bytes, type);
      return value == null ? json.readValue("{}", type) : value;
    } catch (JsonProcessingException e) {
      throw RefusedRequest.malformed("invalid JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public String toString() {
    return method() + " " + head.uri();
  }
}
