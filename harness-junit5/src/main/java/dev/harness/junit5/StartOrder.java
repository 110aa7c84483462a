package dev.harness.junit5;

import dev.harness.ContainerSpec;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The specifications of fields whose containers start together, with what they depend on. What a
 * field depends on and is not among them runs already.
 */
final class StartOrder {
  private final List<FieldStart> starts;
  private final Map<String, FieldStart> byName = new HashMap<>();
  private final Map<Field, ContainerSpec> specs = new HashMap<>();
  private final Set<String> path = new LinkedHashSet<>();

  StartOrder(List<FieldStart> starts) {
    this.starts = starts;
    starts.forEach(start -> byName.put(start.field().getName(), start));
  }

  /** The specifications in the order of the fields. */
  List<ContainerSpec> specs() {
    return starts.stream().map(this::spec).toList();
  }

  private ContainerSpec spec(FieldStart start) {
    String name = start.field().getName();
    ContainerSpec known = specs.get(start.field());
    if (known != null) {
      return known;
    }
    if (!path.add(name)) {
      throw new ExtensionConfigurationException(
          "@Container fields of %s depend on each other in a circle: %s"
              .formatted(
                  start.field().getDeclaringClass().getSimpleName(), String.join(" -> ", path)));
    }
    ContainerSpec spec = start.declaration().spec();
    for (String other : start.dependsOn()) {
      FieldStart before = byName.get(other);
      if (before != null) {
        spec = spec.dependsOn(spec(before));
      } else {
        SpecField.find(
            other, start.field().getDeclaringClass(), "field " + Declaration.name(start.field()));
      }
    }
    path.remove(name);
    specs.put(start.field(), spec);
    return spec;
  }
}
