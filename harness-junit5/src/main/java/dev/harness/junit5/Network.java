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
 * Makes a network for tests, and removes it after its containers. Containers join it by its name,
 * and find each other there by their aliases.
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
 * <ul>
 *   <li>on a class, with a name: for all its tests, and those of classes that extend it or are
 *       nested in it
 *   <li>on a static field of type {@code ContainerNetwork}: as long; its name is that of the field
 *   <li>on an instance field: for each test
 *   <li>on a parameter: for the test; for the class in {@code @BeforeAll}. No container has its
 *       name, but those that the test starts in code may join it
 * </ul>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER})
@Repeatable(Network.List.class)
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Network {

  /**
   * On a class, the name by which containers join it. On a field or parameter, the name of one that
   * is declared and that it gets; without a name it declares one of its own.
   */
  String value() default "";

  /**
   * Whether its containers have addresses of IPv6 beside those of IPv4; default no. Docker before
   * version 27 wants a {@link #subnet} of IPv6 then.
   */
  boolean ipv6() default false;

  /**
   * Its subnets, at most one of each family, as {@code 10.5.0.0/16} and {@code fd00:5::/64};
   * default: of the engine's choice, which no other network has.
   */
  String[] subnet() default {};

  /** Several networks of a class; the compiler writes it where the annotation is repeated. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @ExtendWith(ContainerExtension.class)
  @interface List {
    /** The networks. */
    Network[] value();
  }
}
