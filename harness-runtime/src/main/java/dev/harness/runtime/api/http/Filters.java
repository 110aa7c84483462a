package dev.harness.runtime.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The {@code filters} parameter of lists and events: allowed values by name.
 *
 * <p>Docker's clients send {@code {"label":["a=b"]}} or, by the older habit of its own command line,
 * {@code {"label":{"a=b":true}}}.
 */
public final class Filters {
  private final Map<String, List<String>> values;

  private Filters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads the parameter's JSON.
   *
   * @throws RefusedRequest when it has neither form
   */
  static Filters parse(String text, ObjectMapper json) {
    JsonNode tree;
    try {
      tree = json.readTree(text);
    } catch (JsonProcessingException e) {
      throw RefusedRequest.malformed("invalid filters: " + e.getOriginalMessage(), e);
    }
    if (tree == null || tree.isNull() || tree.isMissingNode()) {
      return new Filters(Map.of());
    }
    if (!tree.isObject()) {
      throw RefusedRequest.malformed("invalid filters: not a JSON object");
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    tree.properties().forEach(f -> values.put(f.getKey(), values(f.getKey(), f.getValue())));
    return new Filters(values);
  }

  private static List<String> values(String name, JsonNode node) {
    List<String> values = new ArrayList<>();
    if (node.isObject()) {
      node.properties().stream()
          .filter(entry -> entry.getValue().asBoolean())
          .forEach(entry -> values.add(entry.getKey()));
      return values;
    }
    if (!node.isArray()) {
      throw RefusedRequest.malformed("invalid filter '" + name + "': neither a list nor an object");
    }
    for (JsonNode item : node) {
      if (!item.isTextual()) {
        throw RefusedRequest.malformed("invalid filter '" + name + "': a value is not a string");
      }
      values.add(item.textValue());
    }
    return values;
  }

  /**
   * Refuses names that the route does not know: a filter that is overlooked would show, or prune,
   * what the caller wanted left out.
   *
   * @throws RefusedRequest naming the first other one
   */
  public Filters only(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw RefusedRequest.malformed("invalid filter '" + name + "'");
      }
    }
    return this;
  }

  /** The values given for a name, none when it does not filter. */
  public List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether {@code name} does not filter, or one of its values is accepted. */
  public boolean any(String name, Predicate<String> accepts) {
    List<String> wanted = values(name);
    return wanted.isEmpty() || wanted.stream().anyMatch(accepts);
  }

  /** Whether a value of a filter says yes, in the words of {@link Query#flag}. */
  public static boolean isTrue(String value) {
    return Query.isTrue(value);
  }

  /**
   * The moment of the filter {@code until}, if it is given.
   *
   * @throws RefusedRequest when it is given twice or is no time
   */
  public Optional<Instant> until(Instant now) {
    List<String> times = values("until");
    if (times.size() > 1) {
      throw RefusedRequest.malformed("more than one until filter specified");
    }
    return times.stream().findFirst().map(text -> PastTime.parse(text, now));
  }

  /** Whether {@code labels} has every {@code key} and {@code key=value} of the filter. */
  public boolean labels(Map<String, String> labels) {
    return values("label").stream().allMatch(wanted -> hasLabel(labels, wanted));
  }

  /** Whether {@code labels} has all that the filter {@code label!} excludes, if it excludes any. */
  public boolean excludesLabels(Map<String, String> labels) {
    List<String> excluded = values("label!");
    return !excluded.isEmpty() && excluded.stream().allMatch(each -> hasLabel(labels, each));
  }

  private static boolean hasLabel(Map<String, String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    if (equals < 0) {
      return labels.containsKey(wanted);
    }
    return wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }
}
