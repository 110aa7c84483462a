package dev.harness.junit5;

import dev.harness.ContainerSpec;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * The specifications of fields whose containers start together, with what they depend on. What a
 * field depends on and is not among them runs already.
 */
final class StartOrder {
  private final List<FieldStart> starts;
  private final Map<Field, FieldStart> byField = new HashMap<>();
  private final Map<FieldStart, ContainerSpec> specs = new LinkedHashMap<>();
  private final Set<String> path = new LinkedHashSet<>();

  StartOrder(List<FieldStart> starts) {
    this.starts = starts;
    starts.forEach(start -> byField.put(start.field(), start));
  }

  /** The specifications in the order of the fields. */
  List<ContainerSpec> specs() {
    return starts.stream().map(this::spec).toList();
  }

  /** The fields, each behind those that it depends on. */
  List<FieldStart> oneByOne() {
    starts.forEach(this::spec);
    return List.copyOf(specs.keySet());
  }

  private ContainerSpec spec(FieldStart start) {
    ContainerSpec known = specs.get(start);
    if (known != null) {
      return known;
    }
    String name = start.field().getName();
    if (!path.add(name)) {
      throw new ExtensionConfigurationException(
          "@Container fields of %s depend on each other in a circle: %s"
              .formatted(
                  start.field().getDeclaringClass().getSimpleName(), String.join(" -> ", path)));
    }
    ContainerSpec spec = start.declaration().spec();
    for (String other : start.dependsOn()) {
      FieldStart before = byField.get(meant(start, other));
      if (before != null) {
        spec = spec.dependsOn(spec(before));
      }
    }
    path.remove(name);
    specs.put(start, spec);
    return spec;
  }

  /** The field whose container is meant; one that is not among those here must run already. */
  private Field meant(FieldStart start, String other) {
    Field named =
        SpecField.find(
            other, start.field().getDeclaringClass(), "field " + Declaration.name(start.field()));
    if (!AnnotationSupport.isAnnotated(named, Container.class)) {
      throw refused(start, "cannot depend on %s, which has no @Container".formatted(other));
    }
    Field meant = Declaration.of(named).shared().orElse(named);
    if (!byField.containsKey(meant)) {
      if (start.lastsForSession()) {
        throw refused(
            start,
            "lasts for the session and cannot depend on %s, which does not".formatted(other));
      }
      if (ModifierSupport.isStatic(start.field()) && !ModifierSupport.isStatic(meant)) {
        throw refused(start, "cannot depend on %s, which starts for each test".formatted(other));
      }
    }
    return meant;
  }

  private static ExtensionConfigurationException refused(FieldStart start, String why) {
    return new ExtensionConfigurationException(
        "@Container field %s %s".formatted(Declaration.name(start.field()), why));
  }
}
