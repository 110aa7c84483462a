package dev.harness.junit5.timeline;

import static org.assertj.core.api.Assertions.fail;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the launcher, which the build does not pick up. */
final class TimelineTestCases {
  private TimelineTestCases() {}

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class MixedTestCase {
    @Test
    @Order(1)
    @DisplayName("passes <b>boldly</b>")
    void passes() {}

    @Test
    @Order(2)
    void fails() {
      fail("the shop is closed");
    }

    @Disabled("not today")
    @Test
    @Order(3)
    void skipped() {}

    @ParameterizedTest
    @ValueSource(ints = {7})
    @Order(4)
    void counts(int unused) {}

    @Nested
    class Inner {
      @Test
      void nested() {}
    }
  }

  @SuppressWarnings("NullAway.Init") // the extension sets the field
  static class ContainerTestCase {
    @Container(image = "server:1", name = "db", ports = 80)
    static RunningContainer db;

    @Test
    void uses() {}
  }

  static class FailingContainerTestCase {
    @Container(image = "failing:1", name = "broken", ports = 80)
    static @Nullable RunningContainer broken;

    @Test
    void neverRuns() {}
  }

  /** Each test waits for the other. */
  @Execution(ExecutionMode.CONCURRENT)
  static class ParallelTestCase {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void one() throws InterruptedException, BrokenBarrierException, TimeoutException {
      BOTH.await(10, TimeUnit.SECONDS);
    }

    @Test
    void other() throws InterruptedException, BrokenBarrierException, TimeoutException {
      BOTH.await(10, TimeUnit.SECONDS);
    }
  }
}
