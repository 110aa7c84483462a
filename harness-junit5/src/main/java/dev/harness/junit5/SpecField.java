package dev.harness.junit5;

import dev.harness.ContainerSpec;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** A static field of a test class that holds a specification. */
final class SpecField {
  private SpecField() {}

  /** Finds a field by its name, in a class, what it extends, or what encloses it. */
  static Field find(String name, Class<?> type, String place) {
    return findIfPresent(name, type)
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    "@Container on %s names %s, but %s has no such field"
                        .formatted(place, name, type.getSimpleName())));
  }

  /** Finds a field like {@link #find}, if there is one. */
  static Optional<Field> findIfPresent(String name, Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
      List<Field> found =
          ReflectionSupport.findFields(
              at, field -> field.getName().equals(name), HierarchyTraversalMode.BOTTOM_UP);
      if (!found.isEmpty()) {
        return Optional.of(found.get(0));
      }
    }
    return Optional.empty();
  }

  /** Reads a field. */
  static ContainerSpec read(Field field) {
    if (!ModifierSupport.isStatic(field) || !field.getType().equals(ContainerSpec.class)) {
      throw new ExtensionConfigurationException(
          "Field " + Declaration.name(field) + " must be a static ContainerSpec");
    }
    Object spec = FieldAccess.readStatic(field);
    if (spec == null) {
      throw new ExtensionConfigurationException(
          "Field " + Declaration.name(field) + " must have a value");
    }
    return (ContainerSpec) spec;
  }
}
