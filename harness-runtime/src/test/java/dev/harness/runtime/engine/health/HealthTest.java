package dev.harness.runtime.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.engine.health.Health.Probe;
import dev.harness.runtime.engine.health.Health.Status;
import dev.harness.runtime.engine.output.OutputStreamKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What probes come to (C39). */
class HealthTest {
  private static final int RETRIES = 3;

  @Test
  void isHealthyAfterOneSuccess() {
    Health health = Health.STARTING.after(probe(1), true, RETRIES).after(probe(0), true, RETRIES);

    assertThat(health.status()).isEqualTo(Status.HEALTHY);
    assertThat(health.failingStreak()).isZero();
  }

  @Test
  void isUnhealthyAfterAsManyFailuresInARowAsAreTooMany() {
    Health health = Health.STARTING.after(probe(0), true, RETRIES);
    health = health.after(probe(1), true, RETRIES).after(probe(2), true, RETRIES);
    assertThat(health.status()).isEqualTo(Status.HEALTHY);

    health = health.after(probe(-1), true, RETRIES);

    assertThat(health.status()).isEqualTo(Status.UNHEALTHY);
    assertThat(health.failingStreak()).isEqualTo(3);
  }

  @Test
  void doesNotCountFailuresOfAStartThatMayTakeLong() {
    Health health = Health.STARTING.after(probe(1), false, 1).after(probe(1), false, 1);

    assertThat(health.status()).isEqualTo(Status.STARTING);
    assertThat(health.failingStreak()).isZero();
    assertThat(health.log()).hasSize(2);
  }

  @Test
  void countsFailuresInTheStartPeriodOfWhatWasHealthyOnce() {
    Health health = Health.STARTING.after(probe(0), false, 1).after(probe(1), false, 1);

    assertThat(health.status()).isEqualTo(Status.UNHEALTHY);
  }

  @Test
  void knowsTheLastFiveProbes() {
    Health health = Health.STARTING;
    for (int code = 1; code <= 7; code++) {
      health = health.after(probe(code), true, RETRIES);
    }

    assertThat(health.log()).extracting(Probe::exitCode).containsExactly(3, 4, 5, 6, 7);
  }

  @Test
  void keepsTheBeginningOfTheOutput() {
    ProbeOutput output = new ProbeOutput();

    output.accept(OutputStreamKind.STDOUT, "a".repeat(4000).getBytes(StandardCharsets.UTF_8));
    output.accept(OutputStreamKind.STDERR, "b".repeat(100).getBytes(StandardCharsets.UTF_8));
    output.accept(OutputStreamKind.STDERR, "c".getBytes(StandardCharsets.UTF_8));

    assertThat(output.text()).isEqualTo("a".repeat(4000) + "b".repeat(96) + "...");
  }

  @ParameterizedTest
  @CsvSource({"PT0.25S,250ms", "PT1S,1s", "PT1.5S,1.5s", "PT1M30S,1m30s", "PT1H,1h"})
  void writesDurationsAsClientsKnowThem(Duration duration, String words) {
    assertThat(Prober.words(duration)).isEqualTo(words);
  }

  private static Probe probe(int exitCode) {
    return new Probe(Instant.EPOCH, Instant.EPOCH, exitCode, "");
  }
}
