package dev.harness.junit5.declare;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Reads and writes fields of test classes, which may be private. */
public final class FieldAccess {
  private FieldAccess() {}

  /** Reads a static field. */
  public static @Nullable Object readStatic(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExtensionConfigurationException("Cannot read " + name(field), e);
    }
  }

  /** Sets a field; of a static one the target is {@code null}. */
  public static void write(Field field, @Nullable Object target, Object value) {
    try {
      field.setAccessible(true);
      field.set(target, value);
    } catch (ReflectiveOperationException e) {
      throw new ExtensionConfigurationException("Cannot set " + name(field), e);
    }
  }

  private static String name(Field field) {
    return field.getDeclaringClass().getSimpleName() + "." + field.getName();
  }
}
