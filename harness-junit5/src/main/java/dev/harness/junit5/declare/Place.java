package dev.harness.junit5.declare;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * Where an annotation stands.
 *
 * @param text for messages: the annotation, what it is on, and the class
 * @param element the class, field or parameter
 * @param type of the field or parameter
 * @param life how long what is declared here lives, if nothing else is said
 * @param sees the shortest life of what is there when this gets its value
 */
public record Place(String text, AnnotatedElement element, Class<?> type, Life life, Life sees) {

  /** An annotation on a class. */
  public static Place of(Class<? extends Annotation> annotation, Class<?> type) {
    String text = "@%s on class %s".formatted(annotation.getSimpleName(), type.getSimpleName());
    return new Place(text, type, type, Life.CLASS, Life.CLASS);
  }

  /** An annotation on a field. */
  public static Place of(Class<? extends Annotation> annotation, Field field) {
    String text =
        "@%s on field %s.%s"
            .formatted(
                annotation.getSimpleName(),
                field.getDeclaringClass().getSimpleName(),
                field.getName());
    Life life = ModifierSupport.isStatic(field) ? Life.CLASS : Life.TEST;
    return new Place(text, field, field.getType(), life, life);
  }

  /** An annotation on a parameter of a method or constructor. */
  public static Place of(Class<? extends Annotation> annotation, Parameter parameter) {
    Executable executable = parameter.getDeclaringExecutable();
    boolean isMethod = executable instanceof Method;
    String text =
        "@%s on parameter %s of %s%s"
            .formatted(
                annotation.getSimpleName(),
                parameter.getName(),
                executable.getDeclaringClass().getSimpleName(),
                isMethod ? "." + executable.getName() : "'s constructor");
    boolean isOfClass =
        AnnotationSupport.isAnnotated(executable, BeforeAll.class)
            || AnnotationSupport.isAnnotated(executable, AfterAll.class);
    Life life = isOfClass ? Life.CLASS : Life.TEST;
    // Instances are made before what lives as long as a test.
    return new Place(text, parameter, parameter.getType(), life, isMethod ? life : Life.CLASS);
  }

  /** The failure that says what is wrong here. */
  public ExtensionConfigurationException refused(String why) {
    return new ExtensionConfigurationException(text + " " + why);
  }

  /** The failure that says what is wrong with a value here. */
  public ExtensionConfigurationException refused(IllegalArgumentException wrong) {
    return new ExtensionConfigurationException(text + " is wrong: " + wrong.getMessage(), wrong);
  }

  /** Refuses a field or parameter of another type. */
  public void requireType(Class<?>... types) {
    for (Class<?> one : types) {
      if (one.equals(type)) {
        return;
      }
    }
    String names = String.join(" or ", simpleNames(types));
    throw refused("must be of type %s, not %s".formatted(names, type.getSimpleName()));
  }

  private static Iterable<String> simpleNames(Class<?>... types) {
    return Arrays.stream(types).map(Class::getSimpleName).toList();
  }

  /** Refuses a final field, which could not be set. */
  public void requireNotFinal() {
    if (element instanceof Field field && ModifierSupport.isFinal(field)) {
      throw refused("must not be final, because it is set");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
