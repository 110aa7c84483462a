package dev.harness.runtime.api.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The parameters behind the question mark, read as Docker reads them.
 *
 * <p>A parameter without a value counts as absent; of several values of one parameter the first
 * counts, except in {@link #all}.
 */
public final class Query {
  private static final int MAX_PARAMETERS = 256;

  /** What Docker takes for false; every other word is true. */
  private static final Set<String> FALSE = Set.of("", "0", "no", "false", "none");

  private final Map<String, List<String>> parameters;

  private Query(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads the query of a request target.
   *
   * @throws RefusedRequest when its percent encoding is broken
   */
  static Query of(QueryStringDecoder target) {
    try {
      return new Query(target.parameters());
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed("malformed query: " + e.getMessage(), e);
    }
  }

  static QueryStringDecoder decoder(String target) {
    return QueryStringDecoder.builder()
        .maxParams(MAX_PARAMETERS)
        .semicolonIsNormalChar(true)
        .build(target);
  }

  /** All values of a parameter, without the empty ones. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of()).stream().filter(v -> !v.isEmpty()).toList();
  }

  /** The value of a parameter. */
  public Optional<String> text(String name) {
    return parameters.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isEmpty());
  }

  /** Whether a parameter says yes; absent is no. */
  public boolean flag(String name) {
    return flag(name, false);
  }

  /** Whether a parameter says yes. */
  public boolean flag(String name, boolean otherwise) {
    return text(name).map(Query::isTrue).orElse(otherwise);
  }

  static boolean isTrue(String word) {
    return !FALSE.contains(word.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * The value of a parameter that is a decimal integer.
   *
   * @throws RefusedRequest when it is none
   */
  public OptionalLong number(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get().strip()));
    } catch (NumberFormatException e) {
      throw RefusedRequest.malformed(
          "invalid value '" + text.get() + "' of parameter " + name + ": not an integer", e);
    }
  }

  @Override
  public String toString() {
    return parameters.toString();
  }
}
