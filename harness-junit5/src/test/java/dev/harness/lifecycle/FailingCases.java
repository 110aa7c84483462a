package dev.harness.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import dev.harness.junit5.Volume;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Classes that fail, in each phase of a container or of JUnit; run by {@link LifecycleIT}. */
@NullUnmarked // the extension sets the fields
final class FailingCases {
  private FailingCases() {}

  /** With one container of the class and one of the test, and a test that passes. */
  abstract static class Boxed {
    @Box static RunningContainer shared;
    @Box RunningContainer own;

    @Test
    void passes() {
      assertThat(own.isRunning()).isTrue();
    }
  }

  static class InTest extends Boxed {
    @Test
    void fails() {
      assertThat(own.isRunning()).isFalse();
    }
  }

  static class InTestOfComposition {
    @Compose("src/test/resources/compose/box.yaml")
    RunningComposition own;

    @Test
    void fails() {
      assertThat(own.service("box").isRunning()).isFalse();
    }
  }

  static class CompositionExits {
    @Compose("src/test/resources/compose/failing.yaml")
    static RunningComposition shop;

    @Test
    void isNotRun() {}
  }

  static class CompositionExitsForATest {
    @Test
    void isNotRun(@Compose("src/test/resources/compose/failing.yaml") RunningComposition shop) {}
  }

  static class CompositionIsWrong {
    @Compose("src/test/resources/compose/wrong.yaml")
    static RunningComposition shop;

    @Test
    void isNotRun() {}
  }

  static class WithAnError extends Boxed {
    @Test
    void fails() {
      throw new LinkageError("thrown to see what happens");
    }
  }

  static class InBeforeAll extends Boxed {
    @BeforeAll
    static void fails() {
      throw new IllegalStateException("thrown to see what happens");
    }
  }

  static class InBeforeEach extends Boxed {
    @BeforeEach
    void fails() {
      throw new IllegalStateException("thrown to see what happens");
    }
  }

  static class InAfterEach extends Boxed {
    @AfterEach
    void fails() {
      throw new IllegalStateException("thrown to see what happens");
    }
  }

  static class InAfterAll extends Boxed {
    @AfterAll
    static void fails() {
      throw new IllegalStateException("thrown to see what happens");
    }
  }

  static class InConstructor extends Boxed {
    InConstructor(@Box RunningContainer box) {
      throw new IllegalStateException("thrown to see what happens with " + box);
    }
  }

  static class InNestedTest extends Boxed {
    @Nested
    class Inside {
      @Test
      void fails(@Box RunningContainer inner) {
        assertThat(inner.isRunning()).isFalse();
      }
    }
  }

  @ExtendWith(FailingExtension.class)
  static class InExtensionAround extends Boxed {}

  static class InExtensionWithin extends Boxed {
    @Test
    @ExtendWith(FailingExtension.class)
    void isSurrounded() {
      assertThat(own.isRunning()).isTrue();
    }
  }

  static class FailingExtension implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {}

    @Override
    public void afterEach(ExtensionContext context) {
      throw new IllegalStateException("thrown to see what happens");
    }
  }

  static class GivenUpInTest extends Boxed {
    @Test
    void isGivenUp() {
      assumeThat(own.isRunning()).isFalse();
    }
  }

  static class GivenUpInBeforeAll extends Boxed {
    @BeforeAll
    static void isGivenUp() {
      assumeThat(shared.isRunning()).isFalse();
    }
  }

  static class TooSlow extends Boxed {
    @Test
    @Timeout(value = 200, unit = TimeUnit.MILLISECONDS)
    void waits() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  static class TooSlowInAnExec extends Boxed {
    @Test
    @Timeout(value = 200, unit = TimeUnit.MILLISECONDS)
    void waits() {
      assertThat(own.exec("sleep", "100").exitCode()).isZero();
    }
  }

  static class Interrupted extends Boxed {
    @Test
    void leavesItsThreadInterrupted() {
      Thread.currentThread().interrupt();
    }
  }

  static class ClosedByTest extends Boxed {
    @Test
    void closes() {
      own.close();
      assertThat(own.isClosed()).isTrue();
    }
  }

  static class KilledByTest extends Boxed {
    @Test
    void kills() {
      own.signal("KILL");
      shared.signal("KILL");
    }
  }

  static class StoppedByTest extends Boxed {
    @Test
    void stops() {
      own.stop(Duration.ZERO);
      assertThat(own.isRunning()).isFalse();
    }
  }

  static class RestartedByTest extends Boxed {
    @Test
    void restarts() {
      own.stop(Duration.ZERO);
      own.start();
      assertThat(own.isRunning()).isTrue();
    }
  }

  static class Exits {
    @Box static RunningContainer other;

    @Container(
        image = Box.IMAGE,
        command = {"sh", "-c", "exit 3"},
        ports = 80)
    static RunningContainer box;

    @Test
    void isNotRun() {}
  }

  static class ExitsForATest {
    @Box RunningContainer other;

    @Container(
        image = Box.IMAGE,
        command = {"sh", "-c", "exit 3"},
        ports = 80)
    RunningContainer box;

    @Test
    void isNotRun() {}
  }

  static class ExitsAsParameter extends Boxed {
    @Test
    void isNotRun(
        @Box RunningContainer other,
        @Container(
                image = Box.IMAGE,
                command = {"sh", "-c", "exit 3"},
                ports = 80)
            RunningContainer box) {}
  }

  static class NeverReady {
    @Container(
        image = Box.IMAGE,
        command = {"sleep", "1000"},
        ports = 80,
        startupTimeout = "200ms")
    static RunningContainer box;

    @Test
    void isNotRun() {}
  }

  static class NoSuchCommand {
    @Container(image = Box.IMAGE, command = "no-such-command")
    static RunningContainer box;

    @Box static RunningContainer other;

    @Test
    void isNotRun() {}
  }

  static class NoSuchImage {
    @Network static ContainerNetwork net;
    @Volume static ContainerVolume data;

    @Container(image = "localhost:1/nothing", network = "net", volumes = "data:/data")
    static RunningContainer box;

    @Test
    void isNotRun() {}
  }

  static class OneOfThree {
    @Box static RunningContainer first;

    @Container(
        image = Box.IMAGE,
        command = {"sh", "-c", "exit 3"},
        ports = 80,
        dependsOn = "first")
    static RunningContainer second;

    @Container(
        image = Box.IMAGE,
        command = {"sleep", "1000"},
        dependsOn = "second")
    static RunningContainer third;

    @Test
    void isNotRun() {}
  }

  static class WronglyDeclared {
    @Box static RunningContainer box;

    @Container(image = Box.IMAGE, network = "nowhere")
    static RunningContainer lost;

    @Test
    void isNotRun() {}
  }

  static class SessionExits {
    @Container(
        image = Box.IMAGE,
        command = {"sh", "-c", "exit 3"},
        ports = 80,
        scope = Container.Scope.SESSION)
    static RunningContainer box;

    @Test
    void isNotRun() {}
  }

  static class SessionExitsAgain extends SessionExits {}

  @EnabledIfContainers
  static class InCode {
    @Test
    void failsWithOneStarted(Harness harness) {
      RunningContainer box = harness.start(ContainerSpec.image(Box.IMAGE).command("sleep", "1000"));
      assertThat(box.isRunning()).isFalse();
    }

    @Test
    void cannotStartAll(Harness harness) {
      ContainerSpec box = ContainerSpec.image(Box.IMAGE).command("sleep", "1000");
      assertThat(harness.startAll(box, box.command("no-such-command"), box)).hasSize(3);
    }
  }

  static class AtTheSameTime extends Boxed {
    @RepeatedTest(6)
    void fails(@Box RunningContainer another) {
      assertThat(another.isRunning()).isFalse();
    }
  }
}
