package dev.harness.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.container.ContainerConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
  @Test
  void saysAllThatTheEngineTakes() {
    HealthCheck check =
        HealthCheck.shell("pg_isready -q")
            .interval(Duration.ofSeconds(1))
            .timeout(Duration.ofSeconds(2))
            .startPeriod(Duration.ofSeconds(3))
            .startInterval(Duration.ofMillis(4))
            .retries(5);

    assertThat(check.form())
        .isEqualTo(
            new ContainerConfig.Healthcheck(
                List.of("CMD-SHELL", "pg_isready -q"),
                1_000_000_000L,
                2_000_000_000L,
                3_000_000_000L,
                4_000_000L,
                5));
  }

  @Test
  void leavesTheRestToTheImage() {
    assertThat(HealthCheck.command("true").form())
        .isEqualTo(new ContainerConfig.Healthcheck(List.of("CMD", "true"), 0, 0, 0, 0, 0));
    assertThat(HealthCheck.none().form().test()).containsExactly("NONE");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> HealthCheck.command("true").interval(Duration.ofSeconds(-1)))
        .hasMessage("the interval of the health check must be longer than nothing, not PT-1S");
    assertThatThrownBy(() -> HealthCheck.command("true").retries(-1))
        .hasMessage("a health check cannot fail -1 times");
  }
}
