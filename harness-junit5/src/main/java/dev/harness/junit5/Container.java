package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a container for tests, and removes it when they are over, however they end. Nothing
 * else is needed on the class.
 *
 * <pre>{@code
 * class OrdersTest {
 *   @Container(image = "postgres:16", ports = 5432, env = "POSTGRES_PASSWORD=secret")
 *   static RunningContainer db;
 *
 *   @Test
 *   void stores(@Container(image = "redis:7", ports = 6379) RunningContainer cache) { … }
 * }
 * }</pre>
 *
 * <p>A container lives as long as what is annotated:
 *
 * <ul>
 *   <li>a static field of type {@code RunningContainer}: from before {@code @BeforeAll} until
 *       after {@code @AfterAll}; all of one class start at the same time
 *   <li>an instance field of that type: from before {@code @BeforeEach} until after
 *       {@code @AfterEach} of each test
 *   <li>a parameter of that type: for the test; for the class in {@code @BeforeAll} and
 *       {@code @AfterAll}
 *   <li>a static field of type {@code ContainerSpec}, whose container starts and ends with the
 *       class: parameters and fields get it by the field's name, {@code @Container("DB")}
 * </ul>
 *
 * <p>What the attributes cannot say, a {@code ContainerSpec} can. It may also be in a static
 * field without the annotation; then each {@code @Container("DB")} starts a container of its
 * own. The annotation can be put on annotations of your own, such as {@code @Postgres}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Container {

  /** The name of a static field of type {@code ContainerSpec}, in place of all that follows. */
  String value() default "";

  /** The image's name; it is pulled if it is missing. */
  String image() default "";

  /** The TCP ports that are published. */
  int[] ports() default {};

  /** Variables of the environment, as {@code NAME=value}. */
  String[] env() default {};

  /** The arguments, in place of the image's. */
  String[] command() default {};

  /**
   * Volumes by name and place, as {@code data:/var/lib/app}: that of a static field with {@link
   * Volume}, or else the engine's of that name, which stays when the tests are over. Directories of
   * the machine are for {@code ContainerSpec.bind}.
   */
  String[] volumes() default {};

  /** Places in the container that are memory, as {@code /var/lib/app/cache}. */
  String[] tmpfs() default {};

  /** The user, in place of the image's. */
  String user() default "";

  /** The container's name; without one the engine invents it. */
  String name() default "";

  /** The name of a static field with {@link Network}: the network that the container joins. */
  String network() default "";

  /** More names by which the others of the network find the container. */
  String[] alias() default {};

  /** A regular expression: the container is ready when a line of its log has a match. */
  String waitForLogLine() default "";

  /**
   * A command: the container is ready when its published ports are open, or its log has the line
   * above, and then this ends in it with exit code 0, as {@code {"pg_isready", "-h", "127.0.0.1"}} of PostgreSQL, which listens a moment
   * before it lets anybody in.
   */
  String[] waitForCommand() default {};

  /**
   * Names of fields with this annotation in the same class, whose containers are ready before this
   * one starts; all others start at the same time. For fields only; what lasts for the session
   * depends only on what does so too.
   */
  String[] dependsOn() default {};

  /**
   * System properties that are set while the container runs, for what the test starts to read:
   * {@code spring.datasource.url=jdbc:postgresql://{host}:{port:5432}/shop}. Values are as {@link
   * dev.harness.RunningContainer#url} takes them. What there was before comes back afterwards; those of the session's containers
   * are set for each class that has it.
   * Classes that run at the same time share them, as they share all system properties.
   */
  String[] properties() default {};

  /** How long the container lives. */
  Scope scope() default Scope.DECLARATION;

  /** How long a container lives. */
  enum Scope {
    /** As long as what is annotated, as described above. */
    DECLARATION,
    /**
     * Until the run of tests is over: for static fields only. The first class that has the field, or
     * inherits it, starts the container; all others of the run get the same.
     */
    SESSION
  }
}
