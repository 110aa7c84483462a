package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.harness.RunningContainer;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Classes that run at the same time and set the same system property. */
@NullUnmarked // the extension sets the fields
@Timeout(30)
class SamePropertyTest {
  private static final Map<String, String> AT_THE_SAME_TIME =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
  private static final CountDownLatch SET = new CountDownLatch(1);
  private static final CountDownLatch REFUSED = new CountDownLatch(1);

  @RegisterExtension final FakeRun run = new FakeRun();

  static class FirstTestCase {
    @Container(image = "server:1", ports = 80, properties = "test.same={port:80}")
    static RunningContainer first;

    @Test
    void keepsItsValue() throws InterruptedException {
      SET.countDown();

      assertThat(REFUSED.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(System.getProperty("test.same")).isEqualTo("" + first.port(80));
    }
  }

  @ExtendWith(Second.class)
  static class SecondTestCase {
    @Container(image = "server:1", ports = 80, properties = "test.same={port:80}")
    static RunningContainer second;

    @Test
    void isNotRun() {}
  }

  /** Comes before what starts the containers, and is told of the end even if that fails. */
  static class Second implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
      assertThat(SET.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void afterAll(ExtensionContext context) {
      REFUSED.countDown();
    }
  }

  @Test
  void refusesTheSecond() {
    EngineExecutionResults results =
        run.of(AT_THE_SAME_TIME, FirstTestCase.class, SecondTestCase.class);

    assertThat(results.testEvents().failed().list()).isEmpty();
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class),
                    message(
                        "@Container on field SecondTestCase.second sets the system property"
                            + " test.same, to which @Container on field FirstTestCase.first has"
                            + " given another value, and both run at the same time: put JUnit's"
                            + " @ResourceLock(\"test.same\") on both"))));
    assertThat(System.getProperty("test.same")).isNull();
    run.assertNothingIsLeft();
  }
}
