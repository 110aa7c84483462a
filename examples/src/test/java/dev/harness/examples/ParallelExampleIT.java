package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests at the same time, each with a cache of its own. JUnit allows it by
 * junit.jupiter.execution.parallel.enabled=true in junit-platform.properties.
 */
@Execution(ExecutionMode.CONCURRENT)
class ParallelExampleIT {
  private static final CyclicBarrier BOTH_RUN = new CyclicBarrier(2);

  @Container(image = "debian.internal/redis", ports = 6379)
  private RunningContainer cache;

  @Test
  void countsVisits() throws InterruptedException, BrokenBarrierException, TimeoutException {
    countTo("visits", 3);
  }

  @Test
  void countsOrders() throws InterruptedException, BrokenBarrierException, TimeoutException {
    countTo("orders", 5);
  }

  private void countTo(String what, int number)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    BOTH_RUN.await(2, TimeUnit.MINUTES);
    for (int i = 1; i < number; i++) {
      cache.exec("redis-cli", "INCR", what);
    }

    assertThat(cache.exec("redis-cli", "INCR", what).stdout()).isEqualTo(number + "\n");
    assertThat(cache.exec("redis-cli", "DBSIZE").stdout()).isEqualTo("1\n");
  }
}
