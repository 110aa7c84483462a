package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** Classes that a framework asks for properties; run by {@link ContainerPropertiesTest}. */
@NullUnmarked // the extensions set the fields
final class PropertyTestCases {
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private PropertyTestCases() {}

  /** What has the shape of Spring's registry. */
  private interface Registry {
    void add(String name, Supplier<Object> value);
  }

  /** A test class that wants to know what the framework has. */
  interface Application {
    /** Where a static method of the class has put its properties, before anything starts. */
    Map<String, Supplier<Object>> properties();

    /** Is called by the framework with the values. */
    void starts(Map<String, Object> environment);
  }

  /** Asks for the values, as Spring does, when there is an instance, and before any test. */
  static final class Framework implements TestInstancePostProcessor {
    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      Application application = (Application) instance;
      Map<String, Object> environment = new LinkedHashMap<>();
      application.properties().forEach((name, value) -> environment.put(name, value.get()));
      application.starts(environment);
    }
  }

  /** Asks for the values of the class as soon as it can. */
  static final class Eager implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      ContainerProperties.of(context.getRequiredTestClass())
          .values()
          .forEach(value -> assertThat(value.get()).isNotNull());
    }
  }

  private static Map<String, Supplier<Object>> registered(Class<?> type) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    Registry registry = all::put;
    ContainerProperties.of(type).forEach(registry::add);
    return all;
  }

  abstract static class Remembering implements Application {
    Map<String, Object> environment;

    @Override
    public void starts(Map<String, Object> environment) {
      this.environment = environment;
    }
  }

  @ExtendWith(Framework.class)
  static class OfFieldTestCase extends Remembering {
    static final Map<String, Supplier<Object>> REGISTERED = registered(OfFieldTestCase.class);

    @Container(
        image = "server:1",
        ports = 80,
        properties = "test.set={host}",
        dynamicProperties = "test.url=http://{host}:{port:80}/")
    static RunningContainer server;

    @Override
    public Map<String, Supplier<Object>> properties() {
      return REGISTERED;
    }

    @Test
    void hasThem() {
      assertThat(environment)
          .isEqualTo(
              Map.of(
                  "test.url", server.url("http://{host}:{port:80}/"), "test.set", server.host()));
      assertThat(System.getProperty("test.set")).isEqualTo(server.host());
      assertThat(System.getProperty("test.url")).isNull();
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstanceTestCase extends OfFieldTestCase {
    static {
      assertThat(REGISTERED).isNotEmpty();
    }
  }

  @ExtendWith(Framework.class)
  @Container(
      value = "shared",
      image = "server:1",
      ports = 80,
      dynamicProperties = "test.port={port:80}")
  abstract static class Common extends Remembering {
    @Override
    public Map<String, Supplier<Object>> properties() {
      return registered(Common.class);
    }

    @Test
    void hasItsOwn(@Container("shared") RunningContainer server) {
      assertThat(environment).isEqualTo(Map.of("test.port", "" + server.port(80)));
    }
  }

  static class OneTestCase extends Common {}

  static class AnotherTestCase extends Common {}

  static class AroundTestCase {
    @Container(image = "server:1", ports = 80, dynamicProperties = "test.port={port:80}")
    static RunningContainer server;

    @Nested
    @ExtendWith(Framework.class)
    class Inner extends Remembering {
      @Override
      public Map<String, Supplier<Object>> properties() {
        return registered(Inner.class);
      }

      @Test
      void hasThem() {
        assertThat(environment).isEqualTo(Map.of("test.port", "" + server.port(80)));
      }
    }
  }

  private static void requireOwn(Class<?> type, RunningContainer server) throws Exception {
    BOTH.await(10, TimeUnit.SECONDS);
    assertThat(ContainerProperties.of(type).get("test.port").get()).isEqualTo("" + server.port(80));
    BOTH.await(10, TimeUnit.SECONDS);
  }

  static class AtOnceTestCase {
    @Container(image = "server:1", ports = 80, dynamicProperties = "test.port={port:80}")
    static RunningContainer server;

    @Test
    void hasItsOwn() throws Exception {
      requireOwn(AtOnceTestCase.class, server);
    }
  }

  static class AtTheSameTimeTestCase {
    @Container(image = "server:1", ports = 80, dynamicProperties = "test.port={port:80}")
    static RunningContainer server;

    @Test
    void hasItsOwn() throws Exception {
      requireOwn(AtTheSameTimeTestCase.class, server);
    }
  }

  @ExtendWith(Eager.class)
  static class TooEarlyTestCase {
    @Container(image = "server:1", ports = 80, dynamicProperties = "test.url={port:80}")
    static RunningContainer server;

    @Test
    void doesNotRun() {}
  }

  @Container(value = "db", image = "server:1", ports = 80, dynamicProperties = "test.url={port:80}")
  @ExtendWith(Eager.class)
  static class EarlyEnoughTestCase {
    @Test
    void runs() {}
  }

  static class OfEachTestTestCase {
    @Container(image = "server:1", ports = 80, dynamicProperties = "test.url={port:80}")
    RunningContainer server;

    @Test
    void doesNotRun() {}
  }
}
