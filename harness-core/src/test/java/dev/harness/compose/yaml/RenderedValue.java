package dev.harness.compose.yaml;

import java.util.stream.Collectors;

/** A value as one line, for what tests expect. */
public final class RenderedValue {
  private RenderedValue() {}

  public static String of(Value value) {
    if (value instanceof Value.Fields fields) {
      return fields.byName().entrySet().stream()
          .map(field -> field.getKey() + ": " + of(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Value.Items) {
      return value.items().stream()
          .map(RenderedValue::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value.kind();
  }
}
