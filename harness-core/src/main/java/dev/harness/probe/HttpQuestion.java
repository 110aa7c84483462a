package dev.harness.probe;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server is asked over HTTP, and which answer is wanted.
 *
 * @param path with a slash in front; may have a query
 * @param status which statuses will do
 * @param expected the same in words
 * @param body what must be found in the body; empty when any will do
 * @param patience how long one answer may take
 */
public record HttpQuestion(
    String method,
    String path,
    Map<String, String> headers,
    IntPredicate status,
    String expected,
    Optional<Pattern> body,
    Trust trust,
    Duration patience) {

  /** Whether TLS is spoken, and whose certificates are taken. */
  public enum Trust {
    /** Plain HTTP. */
    NO_TLS,
    /** TLS with those that this Java trusts. */
    AUTHORITIES,
    /** TLS with any. */
    ANYBODY
  }

  /** Checks the path. */
  public HttpQuestion {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("an HTTP path starts with a slash: '" + path + "'");
    }
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** {@code GET}, answered with {@code 200} within two seconds. */
  public static HttpQuestion get(String path) {
    return new HttpQuestion(
        "GET",
        path,
        Map.of(),
        status -> status == 200,
        "200",
        Optional.empty(),
        Trust.NO_TLS,
        Duration.ofSeconds(2));
  }

  @Nullable String query() {
    int mark = path.indexOf('?');
    return mark < 0 ? null : path.substring(mark + 1);
  }

  /** The same by another method. */
  public HttpQuestion method(String name) {
    return new HttpQuestion(name, path, headers, status, expected, body, trust, patience);
  }

  /** The same with one more header. */
  public HttpQuestion header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpQuestion(method, path, more, status, expected, body, trust, patience);
  }

  /** The same with other statuses. */
  public HttpQuestion status(IntPredicate wanted, String inWords) {
    return new HttpQuestion(method, path, headers, wanted, inWords, body, trust, patience);
  }

  /** The same with something in the body. */
  public HttpQuestion body(Pattern wanted) {
    return new HttpQuestion(
        method, path, headers, status, expected, Optional.of(wanted), trust, patience);
  }

  /** The same with or without TLS. */
  public HttpQuestion trust(Trust whom) {
    return new HttpQuestion(method, path, headers, status, expected, body, whom, patience);
  }

  /** The same with another time for one answer. */
  public HttpQuestion patience(Duration time) {
    return new HttpQuestion(method, path, headers, status, expected, body, trust, time);
  }

  /** Shows no headers: there may be a password among them. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
