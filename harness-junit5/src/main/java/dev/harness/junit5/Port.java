package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a field or parameter the way to a published port of a container.
 *
 * <pre>{@code
 * @Test
 * void answers(@Port(6379) InetSocketAddress cache) { … }
 * }</pre>
 *
 * <p>On fields and parameters of type {@code java.net.InetSocketAddress}, or of type {@code int} for
 * the number alone.
 *
 * @see Url
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Port {

  /** The container's port, which it must publish. */
  int value();

  /** The name of the container; without one, the only container that the class declares. */
  String of() default "";
}
