package dev.harness.timeline.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the names of a template stand for. */
final class Fields {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, List<Fields>> lists = new HashMap<>();

  /** Sets a text, which is escaped where it is put. */
  Fields text(String name, String value) {
    texts.put(name, value);
    return this;
  }

  Fields number(String name, long value) {
    return text(name, Long.toString(value));
  }

  /** Sets what a part of the template is repeated for. */
  Fields list(String name, List<Fields> values) {
    lists.put(name, List.copyOf(values));
    return this;
  }

  /** Sets whether a part of the template is there; it has the same names. */
  Fields when(String name, boolean there) {
    lists.put(name, there ? List.of(this) : List.of());
    return this;
  }

  String text(String name) {
    String value = texts.get(name);
    if (value == null) {
      throw new IllegalStateException("the template names " + name + ", which nobody has set");
    }
    return value;
  }

  List<Fields> list(String name) {
    List<Fields> values = lists.get(name);
    if (values == null) {
      throw new IllegalStateException("the template repeats " + name + ", which nobody has set");
    }
    return values;
  }
}
