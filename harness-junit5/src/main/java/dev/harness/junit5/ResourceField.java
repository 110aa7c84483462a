package dev.harness.junit5;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerVolume;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * Static fields of test classes that hold what containers share.
 *
 * @param annotation marks the field
 * @param type of the field
 * @param use how a container names one, for messages
 */
record ResourceField<T>(Class<? extends Annotation> annotation, Class<T> type, String use) {
  static final ResourceField<ContainerNetwork> NETWORK =
      new ResourceField<>(Network.class, ContainerNetwork.class, "joins the network");

  static final ResourceField<ContainerVolume> VOLUME =
      new ResourceField<>(Volume.class, ContainerVolume.class, "mounts the volume");

  /** Refuses a field that cannot hold one. */
  void check(Field field) {
    boolean fits =
        ModifierSupport.isStatic(field)
            && !ModifierSupport.isFinal(field)
            && field.getType().equals(type);
    if (!fits) {
      throw new ExtensionConfigurationException(
          "@%s field %s must be a static %s and not final"
              .formatted(
                  annotation.getSimpleName(), Declaration.name(field), type.getSimpleName()));
    }
  }

  /** What the field holds that a container names. */
  T named(String name, Class<?> testClass, String place) {
    Field field = SpecField.find(name, testClass, place);
    if (!AnnotationSupport.isAnnotated(field, annotation)) {
      throw new ExtensionConfigurationException(
          "@Container on %s %s %s, but that field has no @%s"
              .formatted(place, use, name, annotation.getSimpleName()));
    }
    return held(field);
  }

  /** What the field of this name holds, if there is one that is so annotated. */
  Optional<T> ifNamed(String name, Class<?> testClass) {
    return SpecField.findIfPresent(name, testClass)
        .filter(field -> AnnotationSupport.isAnnotated(field, annotation))
        .map(this::held);
  }

  private T held(Field field) {
    check(field);
    Object held = FieldAccess.readStatic(field);
    if (held == null) {
      throw new ExtensionConfigurationException(
          "What @%s on %s makes does not exist here"
              .formatted(annotation.getSimpleName(), Declaration.name(field)));
    }
    return type.cast(held);
  }
}
