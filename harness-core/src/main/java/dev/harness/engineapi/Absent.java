package dev.harness.engineapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an absent or {@code null} value of the API stands for. */
public final class Absent {
  private Absent() {}

  /** The text, or the empty one. */
  public static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** What a text says; nothing where it stands for an absent one. */
  public static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A copy, or the empty list. */
  public static <T> List<T> list(@Nullable List<T> value) {
    return value == null ? List.of() : List.copyOf(value);
  }

  /** A copy in the given order, or the empty set. */
  public static <T> Set<T> set(@Nullable Set<T> value) {
    return value == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(value));
  }

  /** A copy in the given order; values must not be null. */
  public static <T> Map<String, T> map(@Nullable Map<String, T> value) {
    if (value == null) {
      return Map.of();
    }
    value.values().forEach(Objects::requireNonNull);
    return Collections.unmodifiableMap(new LinkedHashMap<>(value));
  }

  /** A copy in the given order, where a null list is an empty one. */
  public static <T> Map<String, List<T>> lists(@Nullable Map<String, List<T>> value) {
    Map<String, List<T>> copy = new LinkedHashMap<>();
    if (value != null) {
      value.forEach((key, items) -> copy.put(key, list(items)));
    }
    return Collections.unmodifiableMap(copy);
  }

  /** The unknown fields of a request that have a value. */
  public static Map<String, JsonNode> fields(@Nullable Map<String, JsonNode> value) {
    Map<String, JsonNode> copy = new LinkedHashMap<>();
    if (value != null) {
      value.forEach(
          (key, node) -> {
            if (node != null && !node.isNull()) {
              copy.put(key, node);
            }
          });
    }
    return Collections.unmodifiableMap(copy);
  }
}
