package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes an empty volume for tests, and removes it after its containers. Containers mount it by its
 * name.
 *
 * <pre>{@code
 * class OrdersTest {
 *   @Volume static ContainerVolume data;
 *
 *   @Container(image = "postgres:16", volumes = "data:/var/lib/postgresql/data")
 *   static RunningContainer db;
 * }
 * }</pre>
 *
 * <ul>
 *   <li>on a class, with a name: for all its tests, and those of classes that extend it or are
 *       nested in it
 *   <li>on a static field of type {@code ContainerVolume}: as long; its name is that of the field
 *   <li>on an instance field: for each test
 *   <li>on a parameter: for the test; for the class in {@code @BeforeAll}. No container has its
 *       name, but those that the test starts in code may mount it
 * </ul>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER})
@Repeatable(Volume.List.class)
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Volume {

  /**
   * On a class, the name by which containers mount it. On a field or parameter, the name of one that
   * is declared and that it gets; without a name it declares one of its own.
   */
  String value() default "";

  /** Several volumes of a class; the compiler writes it where the annotation is repeated. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @ExtendWith(ContainerExtension.class)
  @interface List {
    /** The volumes. */
    Volume[] value();
  }
}
