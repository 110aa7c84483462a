package dev.harness.runtime.api.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.engine.ContainerStatus;
import dev.harness.runtime.engine.ContainerStatus.Phase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-3600, Up Less than a second", // The clock was set back (H55).
    "0, Up Less than a second",
    "1, Up 1 second",
    "59, Up 59 seconds",
    "60, Up 1 minute",
    "7200, Up 2 hours",
    "172800, Up 2 days",
  })
  void saysHowLongItRuns(long seconds, String expected) {
    ContainerStatus status =
        new ContainerStatus(Phase.RUNNING, 7, 0, "", Optional.of(START), Optional.empty());

    assertThat(StatusText.of(status, START.plusSeconds(seconds))).isEqualTo(expected);
  }

  @Test
  void saysThatItIsPaused() {
    ContainerStatus status =
        new ContainerStatus(Phase.PAUSED, 7, 0, "", Optional.of(START), Optional.empty());

    assertThat(StatusText.of(status, START.plusSeconds(59))).isEqualTo("Up 59 seconds (Paused)");
  }

  @Test
  void saysHowItEnded() {
    ContainerStatus status =
        new ContainerStatus(Phase.EXITED, 0, 137, "", Optional.of(START), Optional.of(START));

    assertThat(StatusText.of(status, START.plusSeconds(3))).isEqualTo("Exited (137) 3 seconds ago");
  }

  @Test
  void saysThatItIsToRunAgain() {
    ContainerStatus status =
        new ContainerStatus(Phase.RESTARTING, 0, 1, "", Optional.of(START), Optional.of(START));

    assertThat(StatusText.of(status, START.plusSeconds(2)))
        .isEqualTo("Restarting (1) 2 seconds ago");
  }
}
