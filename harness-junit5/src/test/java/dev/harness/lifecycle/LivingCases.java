package dev.harness.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.compose.RunningComposition;
import dev.harness.junit5.Compose;
import dev.harness.junit5.Container;
import dev.harness.junit5.EnabledIfContainers;
import dev.harness.junit5.Network;
import dev.harness.junit5.Url;
import dev.harness.junit5.Volume;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes whose tests pass, with each way to declare a container; run by {@link LifecycleIT}. */
@NullUnmarked // the extension sets the fields
final class LivingCases {
  private LivingCases() {}

  private static void assertRuns(RunningContainer box) {
    assertThat(box.isRunning()).isTrue();
  }

  static class StaticField {
    @Box static RunningContainer box;

    @BeforeAll
    static void before() {
      assertRuns(box);
    }

    @Test
    void first() {
      assertRuns(box);
    }

    @Test
    void second() {
      assertRuns(box);
    }

    @AfterAll
    static void after() {
      assertRuns(box);
    }
  }

  static class InheritedField extends StaticField {}

  static class InstanceField {
    @Box private RunningContainer box;

    @BeforeEach
    void before() {
      assertRuns(box);
    }

    @Test
    void first() {
      assertRuns(box);
    }

    @Test
    void second() {
      assertRuns(box);
    }
  }

  static class ConstructorParameter {
    private final RunningContainer box;

    ConstructorParameter(@Box RunningContainer box) {
      this.box = box;
    }

    @Test
    void uses() {
      assertRuns(box);
    }
  }

  static class MethodParameters {
    @BeforeAll
    static void ofTheClass(@Box RunningContainer box) {
      assertRuns(box);
    }

    @BeforeEach
    void ofTheTest(@Box RunningContainer box) {
      assertRuns(box);
    }

    @Test
    void own(@Box RunningContainer one, @Box RunningContainer another) {
      assertThat(one.id()).isNotEqualTo(another.id());
    }
  }

  @Box
  static class OnClass {
    @Test
    void gets(@Container RunningContainer box) {
      assertRuns(box);
    }
  }

  static class OnSuperclass extends OnClass {}

  @Box
  interface Boxed {}

  static class OnInterface implements Boxed {
    @Container static RunningContainer box;

    @Test
    void gets() {
      assertRuns(box);
    }
  }

  static class Outer {
    @Box static RunningContainer shared;
    @Box RunningContainer own;

    @Test
    void uses() {
      assertRuns(own);
    }

    @Nested
    class Inner {
      @Box RunningContainer inner;

      @Test
      void usesAll() {
        assertThat(List.of(shared, own, inner)).allMatch(RunningContainer::isRunning);
      }

      @Nested
      class Innermost {
        @Test
        void usesAll(@Box RunningContainer last) {
          assertThat(List.of(shared, own, inner, last)).allMatch(RunningContainer::isRunning);
        }
      }
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstance {
    @Box RunningContainer box;

    @Test
    void first() {
      assertRuns(box);
    }

    @Test
    void second() {
      assertRuns(box);
    }
  }

  static class Repeated {
    @Box RunningContainer box;

    @RepeatedTest(3)
    void uses() {
      assertRuns(box);
    }
  }

  static class Parameterized {
    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void uses(String name, @Box RunningContainer box) {
      assertThat(box.exec("echo", name).stdout()).isEqualTo(name + "\n");
    }
  }

  static class Factory {
    @Box static RunningContainer box;

    @TestFactory
    Stream<DynamicTest> uses() {
      return Stream.of("one", "two")
          .map(name -> DynamicTest.dynamicTest(name, () -> assertRuns(box)));
    }
  }

  static class Template {
    @TestTemplate
    @ExtendWith(Twice.class)
    void uses(@Box RunningContainer box) {
      assertRuns(box);
    }
  }

  static class Twice implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
      return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
        ExtensionContext context) {
      return Stream.of(
          new TestTemplateInvocationContext() {}, new TestTemplateInvocationContext() {});
    }
  }

  static class Session {
    @Container(
        image = Box.IMAGE,
        command = {"sleep", "1000"},
        scope = Container.Scope.SESSION)
    static RunningContainer box;

    @Test
    void uses() {
      assertRuns(box);
    }
  }

  static class SessionAgain extends Session {}

  static class Resources {
    @Network static ContainerNetwork net;
    @Volume static ContainerVolume data;

    @Container(
        image = Box.IMAGE,
        command = {"sleep", "1000"},
        network = "net",
        alias = "box",
        volumes = "data:/data")
    static RunningContainer box;

    @Test
    void areUsed(@Network ContainerNetwork another, @Volume ContainerVolume more) {
      assertThat(box.exec("touch", "/data/file").exitCode()).isZero();
      assertThat(another.name()).isNotEqualTo(net.name());
      assertThat(more.name()).isNotEqualTo(data.name());
    }
  }

  static class Composed {
    private static final String FILE = "src/test/resources/compose/box.yaml";

    @Compose(FILE)
    static RunningComposition shared;

    @Compose(FILE)
    RunningComposition own;

    @Test
    void areUsed(@Compose(FILE) RunningComposition another) {
      assertThat(shared.service("box").isRunning()).isTrue();
      assertThat(own.service("box").id()).isNotEqualTo(another.service("box").id());
    }

    @Test
    void areOwn() {
      assertThat(own.service("box").exec("touch", "/data/file").exitCode()).isZero();
      assertThat(shared.service("box").exec("test", "-e", "/data/file").exitCode()).isOne();
    }
  }

  static class Dependent {
    @Box static RunningContainer first;

    @Container(
        image = Box.IMAGE,
        command = {"sleep", "1000"},
        dependsOn = "first")
    static RunningContainer second;

    @Test
    void uses() {
      assertRuns(second);
    }
  }

  static class Addressed {
    @Container(
        image = Box.IMAGE,
        command = {"nc", "-ll", "-p", "80", "-e", "cat"},
        ports = 80,
        properties = "lifecycle.port={port:80}")
    static RunningContainer server;

    @Test
    void isReached(@Url("http://{host}:{port:80}/") URI uri) {
      assertThat(System.getProperty("lifecycle.port")).isEqualTo("" + uri.getPort());
    }
  }

  static class Specified {
    @Container
    static final ContainerSpec BOX = ContainerSpec.image(Box.IMAGE).command("sleep", "1000");

    @Test
    void isStarted(@Container("BOX") RunningContainer box) {
      assertRuns(box);
    }
  }

  @EnabledIfContainers
  static class InCode {
    @Test
    void startsOne(Harness harness) {
      assertRuns(harness.start(Specified.BOX));
    }
  }

  static class Many {
    @Box static RunningContainer shared;
    @Box RunningContainer own;

    @RepeatedTest(8)
    void uses(@Box RunningContainer another) {
      assertThat(List.of(shared, own, another)).allMatch(RunningContainer::isRunning);
    }
  }

  @Disabled("to see that nothing starts for it")
  static class LeftOut extends StaticField {}

  static class PartlyLeftOut {
    @Box RunningContainer box;

    @Test
    @Disabled("to see that nothing starts for it")
    void isNotRun() {
      assertRuns(box);
    }

    @Test
    void isRun() {
      assertRuns(box);
    }
  }
}
