package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Classes that a user might write; run by {@link ContainerExtensionTest} only. */
@NullUnmarked // the extension sets the fields
final class ExtensionTestCases {
  private ExtensionTestCases() {}

  static class StaticFieldTestCase {
    @Container(image = "server:1", name = "shared", ports = 5432, env = "A=b=c")
    static RunningContainer shared;

    @BeforeAll
    static void isThereBefore() {
      assertThat(shared.port(5432)).isPositive();
    }

    @Test
    void first() {
      assertThat(shared.isRunning()).isTrue();
    }

    @Test
    void second() {
      assertThat(shared.isRunning()).isTrue();
    }

    @AfterAll
    static void isThereAfter() {
      assertThat(shared.isRunning()).isTrue();
    }
  }

  static class InstanceFieldTestCase {
    @Container(image = "server:1")
    private RunningContainer own;

    @Test
    void first() {
      assertThat(own.isRunning()).isTrue();
    }

    @Test
    void second() {
      assertThat(own.isRunning()).isTrue();
    }
  }

  static class ParameterTestCase {
    @BeforeAll
    static void forTheClass(@Container(image = "server:1", name = "class") RunningContainer db) {
      assertThat(db.isRunning()).isTrue();
    }

    ParameterTestCase(@Container(image = "server:1", name = "instance") RunningContainer db) {
      assertThat(db.isRunning()).isTrue();
    }

    @Test
    void inMethod(@Container(image = "server:1", name = "method") RunningContainer cache) {
      assertThat(cache.isRunning()).isTrue();
    }
  }

  static class SpecFieldTestCase {
    static final ContainerSpec PLAIN = ContainerSpec.image("server:1").name("own");

    @Container
    static final ContainerSpec SHARED = ContainerSpec.image("server:1").name("shared").port(80);

    @Container("SHARED")
    RunningContainer field;

    @Test
    void sameAsOfTheField(@Container("SHARED") RunningContainer parameter) {
      assertThat(parameter).isSameAs(field);
      assertThat(parameter.name()).isEqualTo("shared");
    }

    @Test
    void ownOfAPlainField(@Container("PLAIN") RunningContainer own) {
      assertThat(own.name()).isEqualTo("own");
    }

    @Nested
    class InsideTestCase {
      @Test
      void seesTheOuterOne(@Container("SHARED") RunningContainer parameter) {
        assertThat(parameter).isSameAs(field);
      }
    }
  }

  static class LateSpecTestCase {
    static ContainerSpec late;

    @Container(value = "late", network = "backend", alias = "db")
    RunningContainer field;

    @Network static ContainerNetwork backend;

    @Url(value = "{port:80}", of = "field")
    String port;

    @BeforeAll
    static void makesIt() {
      late = ContainerSpec.image("server:1").port(80);
    }

    @Test
    void isRead(@Container("late") RunningContainer parameter) {
      assertThat(port).isEqualTo("" + field.port(80));
      assertThat(parameter).isNotSameAs(field);
    }
  }

  static class SessionBase {
    @Container(image = "server:1", name = "session", ports = 80, scope = Container.Scope.SESSION)
    static RunningContainer session;
  }

  static class FirstSessionTestCase extends SessionBase {
    @Test
    void uses() {
      assertThat(session.isRunning()).isTrue();
    }
  }

  static class SecondSessionTestCase extends SessionBase {
    @Test
    void uses() {
      assertThat(session.isRunning()).isTrue();
    }
  }

  static class DependentTestCase {
    @Container(image = "server:1", name = "last", dependsOn = "middle")
    static RunningContainer last;

    @Container(image = "server:1", name = "middle", dependsOn = "first")
    static RunningContainer middle;

    @Container(image = "server:1", name = "first")
    static RunningContainer first;

    @Test
    void runs() {
      assertThat(List.of(first, middle, last)).allMatch(RunningContainer::isRunning);
    }
  }

  static class DependentSessionTestCase {
    @Container(
        image = "server:1",
        name = "last",
        dependsOn = "first",
        scope = Container.Scope.SESSION)
    static RunningContainer last;

    @Container(image = "server:1", name = "first", scope = Container.Scope.SESSION)
    static RunningContainer first;

    @Test
    void runs() {
      assertThat(List.of(first, last)).allMatch(RunningContainer::isRunning);
    }
  }

  static class TwoOfAPlainSpecTestCase {
    static final ContainerSpec PLAIN = ContainerSpec.image("server:1");

    @Container("PLAIN")
    static RunningContainer one;

    @Container("PLAIN")
    static RunningContainer another;

    @Test
    void haveOneEach() {
      assertThat(one).isNotSameAs(another);
    }
  }

  static class ParameterPropertyTestCase {
    @Test
    void isSet(
        @Container(image = "server:1", ports = 80, properties = "test.parameter={port:80}")
            RunningContainer server) {
      assertThat(System.getProperty("test.parameter")).isEqualTo("" + server.port(80));
    }
  }

  static class PropertiesTestCase {
    @Container(
        image = "server:1",
        ports = 80,
        properties = {"test.url=http://{host}:{port:80}/", "test.before=changed"})
    static RunningContainer server;

    @Test
    void areSet() {
      assertThat(System.getProperty("test.url")).isEqualTo(server.url("http://{host}:{port:80}/"));
      assertThat(System.getProperty("test.before")).isEqualTo("changed");
    }
  }

  @EnabledIfContainers
  static class ConditionalTestCase {
    @Test
    void runs() {}
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Container(image = "server:1", name = "mine")
  @interface Mine {}

  static class OwnAnnotationTestCase {
    @Mine static RunningContainer mine;

    @Test
    void works(@Mine RunningContainer another) {
      assertThat(mine.name()).isEqualTo("mine");
      assertThat(another).isNotSameAs(mine);
    }
  }

  static class FailingTestCase {
    @Container(image = "server:1", name = "shared", ports = 80)
    static RunningContainer shared;

    @Container(image = "server:1", name = "own")
    RunningContainer own;

    @Test
    void fails() {
      throw new IllegalStateException("for a reason of its own");
    }
  }

  static class FailingBeforeAllTestCase {
    @Container(image = "server:1", name = "shared")
    static RunningContainer shared;

    @BeforeAll
    static void fails() {
      throw new IllegalStateException("not today");
    }

    @Test
    void doesNotRun() {}
  }

  static class AbortedTestCase {
    @Container(image = "server:1")
    RunningContainer own;

    @Test
    void givesUp() {
      assumeThat(own.isRunning()).isFalse();
    }
  }

  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class FailingStartTestCase {
    @Container(image = "server:1", name = "good")
    static RunningContainer good;

    @Container(image = "failing:1", name = "bad", ports = 80)
    static RunningContainer bad;

    @Test
    void isNotRun() {
      assertThat(bad).isNull();
    }
  }
}
