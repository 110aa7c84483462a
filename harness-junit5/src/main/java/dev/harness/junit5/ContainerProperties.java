package dev.harness.junit5;

import dev.harness.junit5.declare.PropertyTemplates;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * The properties that the containers of a test class have by {@link Container#properties} and {@link
 * Container#dynamicProperties}, for frameworks that ask for them, such as Spring:
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void properties(DynamicPropertyRegistry registry) {
 *   ContainerProperties.of(OrdersTest.class).forEach(registry::add);
 * }
 * }</pre>
 *
 * <p>The names are there from the beginning, so this may be called before anything starts. The
 * values are there as long as the containers run: from before the test instance is made, and before
 * {@code @BeforeAll}, until after {@code @AfterAll}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ContainerProperties {
  private ContainerProperties() {}

  /**
   * Finds the properties of the containers that a class, its static fields, what it extends, and for
   * a nested one the class around it, declare. What is declared for each test is not among them.
   *
   * @param testClass the class, or the one that those that run have in common
   * @return by name; what a supplier gives is a {@code String}. It throws an {@link
   *     IllegalStateException} when its container does not run, or not yet: an extension that is
   *     registered before this one, and whose {@code beforeAll} asks, comes too early. Then declare the container
   *     on the class, above the annotation of that extension
   */
  public static Map<String, Supplier<Object>> of(Class<?> testClass) {
    Map<String, Supplier<Object>> found = new LinkedHashMap<>();
    for (@Nullable Class<?> at = testClass; at != null; at = around(at)) {
      Class<?> level = at;
      ofClass(level).forEach(name -> found.putIfAbsent(name, supplier(level, name)));
      for (Field field :
          AnnotationSupport.findAnnotatedFields(
              level,
              Container.class,
              ModifierSupport::isStatic,
              HierarchyTraversalMode.BOTTOM_UP)) {
        Class<?> owner = field.getDeclaringClass();
        Container annotation =
            AnnotationSupport.findAnnotation(field, Container.class).orElseThrow();
        names(annotation).forEach(name -> found.putIfAbsent(name, supplier(owner, name)));
      }
    }
    return Collections.unmodifiableMap(found);
  }

  private static @Nullable Class<?> around(Class<?> type) {
    return ModifierSupport.isStatic(type) ? null : type.getEnclosingClass();
  }

  /** The names of those that are declared on a class itself, or on one that it extends. */
  private static Stream<String> ofClass(Class<?> type) {
    return AnnotationSupport.findRepeatableAnnotations(type, Container.class).stream()
        .flatMap(ContainerProperties::names);
  }

  private static Stream<String> names(Container annotation) {
    return Stream.of(annotation.properties(), annotation.dynamicProperties())
        .flatMap(Stream::of)
        .map(text -> ContainerReader.property(text).first());
  }

  private static Supplier<Object> supplier(Class<?> asker, String name) {
    String key = PropertyTemplates.key(asker, name);
    return () -> {
      String value = System.getProperty(key);
      if (value == null) {
        throw new IllegalStateException(
            "The property %s has no value now, because its container, which %s declares, does not run: it does from before an instance of the test class is made until after @AfterAll. If it was asked for before that, declare the container on the class, above the annotation of what asks"
                .formatted(name, asker.getSimpleName()));
      }
      return value;
    };
  }
}
