package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a field or parameter an address of a container, as it is reached from the test.
 *
 * <pre>{@code
 * @Container(image = "postgres:16", ports = 5432, env = "POSTGRES_PASSWORD=secret")
 * static RunningContainer db;
 *
 * @Url("jdbc:postgresql://{host}:{port:5432}/postgres")
 * static String url;
 * }</pre>
 *
 * <p>On fields and parameters of type {@code String} or {@code java.net.URI}. Static fields get it
 * before {@code @BeforeAll}, instance fields before {@code @BeforeEach}.
 *
 * @see Port
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Url {

  /**
   * The address, in which {@code {host}} stands for the container's host and {@code {port:5432}} for
   * the port that leads to its port 5432, which it must publish.
   */
  String value();

  /** The name of the container; without one, the only container that the class declares. */
  String of() default "";
}
