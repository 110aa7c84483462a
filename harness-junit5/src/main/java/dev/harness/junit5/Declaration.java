package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import java.lang.reflect.Field;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * One use of the annotation, checked.
 *
 * @param spec what is to be started
 * @param shared the field whose container is meant, when it is one that the class shares
 * @param annotation as it was written
 */
record Declaration(ContainerSpec spec, Optional<Field> shared, Container annotation) {

  /** Reads an annotated field of either type. */
  static Declaration of(Field field) {
    Container annotation = AnnotationSupport.findAnnotation(field, Container.class).orElseThrow();
    if (annotation.scope() == Container.Scope.SESSION && !ModifierSupport.isStatic(field)) {
      throw new ExtensionConfigurationException(
          "@Container field " + name(field) + " must be static to last for the session");
    }
    if (field.getType().equals(RunningContainer.class)) {
      if (ModifierSupport.isFinal(field)) {
        throw new ExtensionConfigurationException(
            "@Container field " + name(field) + " must not be final");
      }
      return of(annotation, field.getDeclaringClass(), "field " + name(field));
    }
    if (!field.getType().equals(ContainerSpec.class)) {
      throw new ExtensionConfigurationException(
          "@Container field "
              + name(field)
              + " must be a RunningContainer or a static ContainerSpec");
    }
    if (!annotation.value().isEmpty() || !annotation.image().isEmpty()) {
      throw new ExtensionConfigurationException(
          "@Container on the ContainerSpec "
              + name(field)
              + " takes no image and no name of another");
    }
    return new Declaration(SpecField.read(field), Optional.of(field), annotation);
  }

  /** Reads an annotation, whose names are looked up from {@code type} on. */
  static Declaration of(Container annotation, Class<?> type, String place) {
    if (annotation.value().isEmpty() == annotation.image().isEmpty()) {
      throw new ExtensionConfigurationException(
          "@Container on " + place + " needs an image, or the name of a ContainerSpec field");
    }
    if (annotation.value().isEmpty()) {
      return new Declaration(spec(annotation, type, place), Optional.empty(), annotation);
    }
    Field field = SpecField.find(annotation.value(), type, place);
    boolean isShared = AnnotationSupport.isAnnotated(field, Container.class);
    Optional<Field> shared = isShared ? Optional.of(field) : Optional.empty();
    return new Declaration(SpecField.read(field), shared, annotation);
  }

  private static ContainerSpec spec(Container annotation, Class<?> type, String place) {
    try {
      ContainerSpec spec = ContainerSpec.image(annotation.image());
      for (int port : annotation.ports()) {
        spec = spec.port(port);
      }
      for (String variable : annotation.env()) {
        int equals = variable.indexOf('=');
        if (equals < 0) {
          throw new IllegalArgumentException("'" + variable + "' is not of the form NAME=value");
        }
        spec = spec.env(variable.substring(0, equals), variable.substring(equals + 1));
      }
      if (!annotation.network().isEmpty()) {
        spec = spec.network(ResourceField.NETWORK.named(annotation.network(), type, place));
      }
      for (String alias : annotation.alias()) {
        spec = spec.alias(alias);
      }
      for (String volume : annotation.volumes()) {
        int colon = volume.indexOf(':');
        if (colon < 0) {
          throw new IllegalArgumentException("'" + volume + "' is not of the form name:/place");
        }
        String name = volume.substring(0, colon);
        String own =
            ResourceField.VOLUME.ifNamed(name, type).map(ContainerVolume::name).orElse(name);
        spec = spec.volume(own, volume.substring(colon + 1));
      }
      for (String target : annotation.tmpfs()) {
        spec = spec.tmpfs(target);
      }
      return optional(spec, annotation);
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          "@Container on " + place + " is wrong: " + e.getMessage(), e);
    }
  }

  private static ContainerSpec optional(ContainerSpec base, Container annotation) {
    ContainerSpec spec = base;
    if (annotation.command().length > 0) {
      spec = spec.command(annotation.command());
    }
    if (!annotation.user().isEmpty()) {
      spec = spec.user(annotation.user());
    }
    if (!annotation.name().isEmpty()) {
      spec = spec.name(annotation.name());
    }
    return spec.waitFor(wait(annotation));
  }

  private static Wait wait(Container annotation) {
    Wait first =
        annotation.waitForLogLine().isEmpty()
            ? Wait.forPublishedPorts()
            : Wait.forLogLine(annotation.waitForLogLine());
    return annotation.waitForCommand().length == 0
        ? first
        : Wait.forAll(first, Wait.forCommand(annotation.waitForCommand()));
  }

  static String name(Field field) {
    return field.getDeclaringClass().getSimpleName() + "." + field.getName();
  }
}
