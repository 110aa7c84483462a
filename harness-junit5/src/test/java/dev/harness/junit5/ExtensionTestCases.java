package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
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

  static class FinalFieldTestCase {
    @Container(image = "server:1")
    static final RunningContainer DB = null;

    @Test
    void isNotRun() {}
  }

  static class NoImageTestCase {
    @Test
    void isNotRun(@Container(ports = 1) RunningContainer db) {}
  }

  static class WrongTypeTestCase {
    @Container(image = "server:1")
    static String db;

    @Test
    void isNotRun() {}
  }

  static class WrongPortTestCase {
    @Container(image = "server:1", ports = 70000)
    RunningContainer db;

    @Test
    void isNotRun() {}
  }

  static class InstanceNetworkTestCase {
    @Network ContainerNetwork backend;

    @Test
    void isNotRun() {}
  }

  static class PlainNetworkTestCase {
    static ContainerNetwork backend;

    @Container(image = "server:1", network = "backend")
    static RunningContainer db;

    @Test
    void isNotRun() {}
  }

  static class UnknownNetworkTestCase {
    @Container(image = "server:1", network = "backend")
    static RunningContainer db;

    @Test
    void isNotRun() {}
  }

  static class UnknownFieldTestCase {
    @Container("DB")
    RunningContainer db;

    @Test
    void isNotRun() {}
  }
}
