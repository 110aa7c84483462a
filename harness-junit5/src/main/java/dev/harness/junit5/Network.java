package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a network for the tests of a class, and removes it after its containers. Containers join it
 * by the name of the field, and find each other there by their aliases.
 *
 * <pre>{@code
 * class OrdersTest {
 *   @Network static ContainerNetwork backend;
 *
 *   @Container(image = "postgres:16", network = "backend", alias = "db")
 *   static RunningContainer db;
 * }
 * }</pre>
 *
 * <p>On a static field of type {@code ContainerNetwork}, which must not be final.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Network {}
