package dev.harness.runtime.api.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with named places, such as {@code /containers/{id}/json}.
 *
 * <p>{@code {name}} stands for one segment, {@code {name:.*}} for one or more: names of images have
 * slashes. A template has at most one of the latter.
 */
final class PathTemplate {
  private static final String GREEDY = ":.*}";

  private final String text;
  private final List<String> segments;
  private final int greedy;

  PathTemplate(String text) {
    this.text = text;
    this.segments = split(text);
    this.greedy = indexOfGreedy(segments);
  }

  private static int indexOfGreedy(List<String> segments) {
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).endsWith(GREEDY)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> split(String path) {
    return Arrays.asList(path.split("/", -1));
  }

  /** The values of the named places, or empty when {@code path} has another form. */
  Optional<Map<String, String>> match(String path) {
    List<String> given = split(path);
    int surplus = given.size() - segments.size();
    if (surplus < 0 || (greedy < 0 && surplus > 0)) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0, at = 0; i < segments.size(); i++) {
      int length = i == greedy ? 1 + surplus : 1;
      String value = String.join("/", given.subList(at, at + length));
      at += length;
      if (!matches(segments.get(i), value, values)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static boolean matches(String segment, String value, Map<String, String> values) {
    if (!segment.startsWith("{")) {
      return segment.equals(value);
    }
    int end = segment.endsWith(GREEDY) ? segment.length() - GREEDY.length() : segment.length() - 1;
    values.put(segment.substring(1, end), value);
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
