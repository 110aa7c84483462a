package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.junit5.declare.FieldAccess;
import dev.harness.junit5.declare.Place;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** A static field of a test class that holds a specification. */
final class PlainSpec {
  private PlainSpec() {}

  /** Finds one without an annotation, in a class, what it extends, or what encloses it. */
  static Optional<Field> find(String name, Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
      List<Field> found =
          ReflectionSupport.findFields(
              at, field -> isPlain(field, name), HierarchyTraversalMode.BOTTOM_UP);
      if (!found.isEmpty()) {
        return Optional.of(found.get(0));
      }
    }
    return Optional.empty();
  }

  private static boolean isPlain(Field field, String name) {
    return field.getName().equals(name)
        && field.getType().equals(ContainerSpec.class)
        && !AnnotationSupport.isAnnotated(field, Container.class);
  }

  /** Reads a field that {@code user} names, or is on. */
  static ContainerSpec read(Field field, Place user) {
    String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
    if (!ModifierSupport.isStatic(field)) {
      throw user.refused("needs the ContainerSpec %s to be static".formatted(name));
    }
    Object spec = FieldAccess.readStatic(field);
    if (spec == null) {
      throw user.refused("needs the ContainerSpec %s to have a value".formatted(name));
    }
    return (ContainerSpec) spec;
  }
}
