package dev.harness.junit5;

import dev.harness.spec.PullPolicy;
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
 * Declares a container for tests: it is started for them, and removed when they are over, however
 * they end. Nothing else is needed on the class.
 *
 * <pre>{@code
 * @Container(value = "cache", image = "redis:7", ports = 6379)
 * class OrdersTest {
 *   @Container(image = "postgres:16", ports = 5432, env = "POSTGRES_PASSWORD=secret")
 *   static RunningContainer db;
 *
 *   @Test
 *   void stores(@Container("cache") RunningContainer cache) { … }
 * }
 * }</pre>
 *
 * <p>With an {@link #image}, or the name of a {@code ContainerSpec} field as its value, it
 * <b>declares</b> a container, which lives as long as what is annotated:
 *
 * <ul>
 *   <li>a class: from before {@code @BeforeAll} until after {@code @AfterAll}, also for classes that
 *       extend it, each of which has its own, and for those that are nested in it. May be repeated
 *   <li>a static field of type {@code RunningContainer}, or of type {@code ContainerSpec}, which
 *       says what the attributes cannot: as long
 *   <li>an instance field of type {@code RunningContainer}: from before {@code @BeforeEach} until
 *       after {@code @AfterEach} of each test
 *   <li>a parameter of that type: for the test; for the class in {@code @BeforeAll} and
 *       {@code @AfterAll}
 * </ul>
 *
 * <p>All that begin to live together start at the same time.
 *
 * <p>Without either, a field or parameter of type {@code RunningContainer} <b>gets</b> a container
 * that is declared: the one that its value names, or the only one of the class. The name of a
 * container is that of its field; on a class, it is the value. Names are looked up in the class, in what it extends,
 * and in the classes around it. {@link Url} and {@link Port} give addresses instead.
 *
 * <p>The annotation can be put on annotations of your own, such as {@code @Postgres}, for classes,
 * fields and parameters.
 *
 * <p>In the image, {@code env}, {@code labels}, {@code memory}, {@code sharedMemory}, {@code
 * startupTimeout} and {@code reuse},
 * <code>${name:default}</code> stands for JUnit's configuration parameter of that name, or else the
 * system property, the environment variable, or the default; <code>$${</code> for <code>${</code>.
 *
 * <p>What is wrong in a class, or in one nested in it, is told before any container of it starts,
 * by an {@code ExtensionConfigurationException} with the place and the reason.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER})
@Repeatable(Container.List.class)
@ExtendWith(ContainerExtension.class)
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface Container {

  /**
   * With an image, the container's name in the class, in place of the field's. Without one, the name
   * of a container that is declared, or of a static field of type {@code ContainerSpec} that has no
   * annotation: each {@code @Container("DB")} of that starts a container of its own, for which the
   * attributes are added to the specification.
   */
  String value() default "";

  /** The image's name; it is pulled if it is missing. */
  String image() default "";

  /**
   * In place of an image, a directory with a {@code Dockerfile} of which one is built, relative to the
   * working directory, such as {@code src/test/docker/app}. {@code ContainerSpec.build} says more.
   */
  String build() default "";

  /** The TCP ports that are published. */
  int[] ports() default {};

  /**
   * TCP ports that are published and accept connections as soon as the container has started,
   * although nothing listens there yet: {@link dev.harness.ContainerSpec#eagerPort} tells more.
   * Need not be among {@link #ports}.
   */
  int[] eagerPorts() default {};

  /** The UDP ports that are published. */
  int[] udpPorts() default {};

  /** Variables of the environment, as {@code NAME=value}. */
  String[] env() default {};

  /**
   * Variables whose values are addresses by which the container is reached from the test, as {@code
   * KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://{host}:{port:9092}}; the ports in them are published.
   * {@link dev.harness.ContainerSpec#envUrl} tells more.
   */
  String[] envUrls() default {};

  /** The arguments, in place of the image's. */
  String[] command() default {};

  /** What is executed, in place of the image's. */
  String[] entrypoint() default {};

  /** The user, in place of the image's. */
  String user() default "";

  /** The signal by which the container is asked to end, in place of the image's. */
  String stopSignal() default "";

  /** Whether an init is the first process, which reaps what others leave and passes signals on. */
  boolean init() default false;

  /** The directory in which the container's process starts, in place of the image's. */
  String workingDirectory() default "";

  /** The name that the container has for itself. */
  String hostname() default "";

  /** The container's name on the engine, which has no other of that name; without one the engine invents it. */
  String name() default "";

  /** Labels, as {@code key=value}. */
  String[] labels() default {};

  /**
   * Files of the class path, or directories of it, that are copied into the container before it starts, and where to, as
   * {@code conf/nginx.conf:/etc/nginx/nginx.conf}. With a slash at the end it is a directory, in which the
   * file keeps its name.
   */
  String[] resources() default {};

  /**
   * Files and directories of the machine, copied like {@link #resources}; their names are relative
   * to the working directory, in Maven and Gradle that of the project or module.
   */
  String[] files() default {};

  /**
   * Files of the class path that the image runs when it begins with an empty database: they are
   * copied to {@code /docker-entrypoint-initdb.d}, where images of PostgreSQL, MariaDB, MySQL and
   * others look, with numbers before their names, so that they run in this order.
   */
  String[] initScripts() default {};

  /**
   * Volumes by name and place, as {@code data:/var/lib/app}: one that is declared by {@link
   * Volume}, or else the engine's of that name, which stays when the tests are over. Directories of
   * the machine are for {@code ContainerSpec.bind}.
   */
  String[] volumes() default {};

  /** Places in the container that are memory, as {@code /var/lib/app/cache}. */
  String[] tmpfs() default {};

  /**
   * The network that the container joins: one that is declared by {@link Network}, or {@code none},
   * or {@code host}.
   */
  String network() default "";

  /** More names by which the others of the network find the container. */
  String[] alias() default {};

  /**
   * Addresses that the container finds by names, as {@code mirror:10.0.0.1}, or {@code
   * mirror:host-gateway} for where it finds this machine.
   */
  String[] extraHosts() default {};

  /** The size of {@code /dev/shm}, as {@code 256m} or {@code 1g}; 64 MiB by default. */
  String sharedMemory() default "";

  /** Whether the container has all rights that its namespaces have. */
  boolean privileged() default false;

  /** Capabilities on top of those that all containers have, as {@code NET_ADMIN}. */
  String[] addCapabilities() default {};

  /** Capabilities that all containers have, and this one not, as {@code ALL}. */
  String[] dropCapabilities() default {};

  /** Whether it can write nothing but volumes and memory. */
  boolean readOnlyRoot() default false;

  /** When the image is asked for in its registry; by default when it is missing. */
  PullPolicy pull() default PullPolicy.MISSING;

  /** The most memory, as {@code 512m} or {@code 2g}; no limit by default. */
  String memory() default "";

  /** How many processors' time there is, as {@code 0.5}; no limit by default. */
  double cpus() default 0;

  /** How many processes and threads there are at most; no limit by default. */
  int pids() default 0;

  /** How long the container may take until it is ready, as {@code 90s} or {@code 2m}; 60 seconds by default. */
  String startupTimeout() default "";

  /**
   * A regular expression: the container is ready when a line of its log has a match, and not when
   * its published ports are open, for which it waits by default.
   */
  String waitForLogLine() default "";

  /**
   * A published port and a path, as {@code :8080/health}: then the container is ready when that
   * answers {@code GET} with status 200.
   */
  String waitForHttp() default "";

  /** Whether then the health check of the image must find it healthy. */
  boolean waitForHealthy() default false;

  /**
   * A command that must at last end with exit code 0 in the container, as {@code {"pg_isready",
   * "-h", "127.0.0.1"}} of PostgreSQL, which listens a moment before it lets anybody in.
   */
  String[] waitForCommand() default {};

  /**
   * Names of containers that are ready before this one starts; all others start at the same time.
   * They must live as long as this one at least. Not for parameters.
   */
  String[] dependsOn() default {};

  /**
   * How long later runs of tests may take the container again, counted from its creation, as {@code
   * 1h} or {@code 30m}: then it stays on the engine when this run is over, with what tests have left
   * in it. Empty, which may also be what a placeholder stands for, means that it goes. Only for what
   * classes and static fields declare, in either {@link #scope}: each test is to have its own of the
   * others. Not with a network or volume that is declared, because these go with the run.
   *
   * <p>It is taken by all that say the same of a container, classes of the same run too. As {@link
   * dev.harness.ContainerSpec#reuse}, which tells more of it: engines that end with the run keep
   * nothing, and the built-in one does.
   */
  String reuse() default "";

  /**
   * Whether the container begins with what the first of its kind had written when it was ready: a
   * database is initialised once on this machine, and is fresh wherever it is declared. As {@link
   * dev.harness.ContainerSpec#snapshot}, which tells more of it. Not with {@link #volumes} or {@link
   * #reuse}.
   */
  boolean snapshot() default false;

  /**
   * System properties that are set while the container runs, for what the test starts to read:
   * {@code spring.datasource.url=jdbc:postgresql://{host}:{port:5432}/shop}. Values are as {@link
   * dev.harness.RunningContainer#url} takes them. What there was before comes back afterwards; those of the session's containers
   * are set for each class that has it.
   *
   * <p>All that runs in a JVM shares its system properties. So of classes or tests that run at the
   * same time and set one to different values, the first gets it, and the others fail with a
   * message that says so: {@code @ResourceLock("spring.datasource.url")} of JUnit on each of them
   * lets them run one after the other.
   */
  String[] properties() default {};

  /**
   * Properties like {@link #properties} that are not set, but supplied by {@link ContainerProperties},
   * as Spring's {@code @DynamicPropertySource} asks for them. So classes in which they have different
   * values can run at the same time. Only for what classes and static fields declare.
   */
  String[] dynamicProperties() default {};

  /** How long the container lives. */
  Scope scope() default Scope.DECLARATION;

  /** How long a container lives. */
  enum Scope {
    /** As long as what is annotated, as described above. */
    DECLARATION,
    /**
     * Until the session of JUnit's launcher is over, which is the run of tests in one JVM: for classes
     * and static fields only. The first class that has the field, or inherits it, starts the
     * container, and all others of the session that have it get the same. On classes, those have the same that have the same annotation, with the same
     * attributes, such as {@code @Postgres}.
     */
    SESSION
  }

  /** Several containers of a class; the compiler writes it where the annotation is repeated. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @ExtendWith(ContainerExtension.class)
  @interface List {
    /** The containers. */
    Container[] value();
  }
}
