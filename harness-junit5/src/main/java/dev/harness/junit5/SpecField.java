package dev.harness.junit5;

import dev.harness.ContainerSpec;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** A static field of a test class that holds a specification. */
final class SpecField {
  private SpecField() {}

  /** Finds a field by its name, in a class, what it extends, or what encloses it. */
  static Field find(String name, Class<?> type, String place) {
    for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
      List<Field> found =
          ReflectionSupport.findFields(
              at, field -> field.getName().equals(name), HierarchyTraversalMode.BOTTOM_UP);
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    throw new ExtensionConfigurationException(
        "@Container on "
            + place
            + " names "
            + name
            + ", but "
            + type.getSimpleName()
            + " has no such field");
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
