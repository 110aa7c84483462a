package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts the services of compose files for tests, and removes them with their networks and volumes
 * afterwards. No compose program is needed; docs/compose.md tells what is supported. What a file wants
 * beyond that is refused before anything starts.
 *
 * <pre>{@code
 * class OrdersTest {
 *   @Compose("src/test/resources/compose.yaml")
 *   static RunningComposition shop;
 *
 *   @Test
 *   void stores() {
 *     connect(shop.service("db").host(), shop.service("db").port(5432));
 *   }
 * }
 * }</pre>
 *
 * <p>On fields and parameters of type {@code RunningComposition}: of a static field for all tests of
 * the class, of an instance field for each test, of a parameter for the test, or for the class in
 * {@code @BeforeAll}. Containers that the class declares start after them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public @interface Compose {

  /**
   * The files, of which later ones change what earlier ones say; relative to the working directory.
   * As in all texts here, <code>${name}</code> stands for a configuration parameter, system property
   * or variable.
   */
  String[] value();

  /** Variables that the files use, {@code NAME=value}; they count more than the environment. */
  String[] env() default {};

  /** Profiles whose services start, too. */
  String[] profiles() default {};

  /** The services that start, with what they depend on; default: all. */
  String[] services() default {};

  /**
   * Whether ports are published under the numbers that the files give them, for what cannot ask for
   * others; default: under free ones, so that tests can run at the same time.
   */
  boolean fixedPorts() default false;

  /** How long each container may take until it is ready, as {@code 90s}; default: 60 seconds. */
  String startupTimeout() default "";
}
