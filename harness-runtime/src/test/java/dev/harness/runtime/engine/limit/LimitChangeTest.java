package dev.harness.runtime.engine.limit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitChangeTest {
  private static final ContainerId ID = ContainerId.random();

  private static ResourceLimits cpu(long nanos, long period, long quota) {
    return new ResourceLimits(
        ResourceLimits.Memory.NONE, new ResourceLimits.Cpu(nanos, period, quota, 0, "", ""), 0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500 | 0     | 0     | 0   | 50000 | 0     | CPU Period cannot be updated as NanoCPUs
          500 | 0     | 0     | 0   | 0     | 50000 | CPU Quota cannot be updated as NanoCPUs
          0   | 50000 | 0     | 500 | 0     | 0     | Nano CPUs cannot be updated as CPU Period
          0   | 0     | 50000 | 500 | 0     | 0     | Nano CPUs cannot be updated as CPU Quota
          """)
  void refusesTwoWaysToSayTheSame(
      long nanos,
      long period,
      long quota,
      long newNanos,
      long newPeriod,
      long newQuota,
      String why) {
    assertThatThrownBy(
            () ->
                LimitChange.check(
                    ID, cpu(nanos, period, quota), cpu(newNanos, newPeriod, newQuota)))
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessageStartingWith("Cannot update container " + ID.shortForm())
        .hasMessageContaining("Conflicting options: " + why + " has already been set");
  }

  @Test
  void allowsToSayTheSameOtherwiseInOneWay() {
    assertThatCode(() -> LimitChange.check(ID, cpu(500, 0, 0), cpu(700, 0, 0)))
        .doesNotThrowAnyException();
  }
}
