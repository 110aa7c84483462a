package dev.harness.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was observed of one request, by keys such as {@code mount:/proc} and {@code exit}. */
final class Observations {
  /** The key of the answer to the request. */
  static final String CREATE = "create";

  static final String ABSENT = "(absent)";

  private final Map<String, String> values = new TreeMap<>();

  void add(String key, String value) {
    values.merge(key, value, (first, second) -> first + "; " + second);
  }

  /** Adds each leaf of a JSON text by its path; what is empty, false or zero says nothing. */
  void addJson(String key, JsonNode node) {
    if (node.isObject()) {
      node.properties().forEach(field -> addJson(key + "." + field.getKey(), field.getValue()));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        addJson(key + "[" + i + "]", node.get(i));
      }
    } else if (!saysNothing(node)) {
      add(key, node.asText());
    }
  }

  private static boolean saysNothing(JsonNode leaf) {
    return leaf.isNull()
        || (leaf.isBoolean() && !leaf.booleanValue())
        || (leaf.isNumber() && leaf.asDouble() == 0)
        || leaf.asText().isEmpty();
  }

  /** Adds what a container printed: {@code key=value} by its key, all else by its place. */
  void addOutput(String stream, String text) {
    int plain = 0;
    for (String line : text.lines().toList()) {
      int end = line.indexOf('=');
      if (end > 0 && line.charAt(0) != ' ') {
        add(line.substring(0, end), line.substring(end + 1));
      } else {
        add("%s[%d]".formatted(stream, plain++), line);
      }
    }
  }

  /** Of a request that only one of the two engines accepts, just that. */
  Observations comparedAs(String request, Observations other) {
    if (values.getOrDefault(CREATE, ABSENT).equals(other.values.get(CREATE))) {
      return this;
    }
    Observations answer = new Observations();
    answer.add(CREATE + ": " + request, values.getOrDefault(CREATE, ABSENT));
    return answer;
  }

  void addAll(Observations others) {
    values.putAll(others.values);
  }

  /** What {@code ours} has otherwise than these of Docker. */
  List<Difference> differencesTo(Observations ours) {
    TreeSet<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(ours.values.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String key : keys) {
      String there = values.getOrDefault(key, ABSENT);
      String here = ours.values.getOrDefault(key, ABSENT);
      if (!there.equals(here)) {
        differences.add(new Difference(key, there, here));
      }
    }
    return differences;
  }

  int size() {
    return values.size();
  }
}
