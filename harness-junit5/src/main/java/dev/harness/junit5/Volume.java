package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes an empty volume for the tests of a class, and removes it after its containers. Containers
 * mount it by the name of the field.
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
 * <p>On a static field of type {@code ContainerVolume}, which must not be final.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Volume {}
