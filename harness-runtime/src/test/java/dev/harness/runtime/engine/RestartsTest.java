package dev.harness.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.engine.request.RestartPolicy;
import dev.harness.runtime.engine.request.RestartPolicy.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a container runs again, and after how long (C38). */
class RestartsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration SOUND = Duration.ofSeconds(10);

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource({
    "NO,0,false",
    "NO,1,false",
    "ALWAYS,0,true",
    "ALWAYS,1,true",
    "UNLESS_STOPPED,0,true",
    "UNLESS_STOPPED,137,true",
    "ON_FAILURE,0,false",
    "ON_FAILURE,1,true"
  })
  void appliesByPolicyAndExitCode(Kind kind, int exitCode, boolean again) {
    Restarts restarts = new Restarts(new RestartPolicy(kind, 0));

    assertThat(restarts.after(exitCode, SHORT).isPresent()).isEqualTo(again);
  }

  @Test
  void doublesTheDelayUpToOneMinute() {
    Restarts restarts = new Restarts(new RestartPolicy(Kind.ALWAYS, 0));

    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      delays.add(restarts.after(1, SHORT).orElseThrow().toMillis());
    }

    assertThat(delays)
        .containsExactly(
            100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 51_200L, 60_000L,
            60_000L);
  }

  @Test
  void beginsWithTheFirstDelayAfterASoundRun() {
    Restarts restarts = new Restarts(new RestartPolicy(Kind.ALWAYS, 0));
    restarts.after(1, SHORT);
    restarts.after(1, SHORT);

    assertThat(restarts.after(1, SOUND)).contains(Duration.ofMillis(100));
  }

  @Test
  void givesUpAfterAsManyFailuresAsAreAllowed() {
    Restarts restarts = new Restarts(new RestartPolicy(Kind.ON_FAILURE, 2));

    assertThat(restarts.after(1, SHORT)).isPresent();
    assertThat(restarts.after(1, SHORT)).isPresent();
    assertThat(restarts.after(1, SHORT)).isEmpty();
    assertThat(restarts.count()).isEqualTo(2);
  }

  @Test
  void staysEndedWhenForbiddenUntilSomebodyStartsIt() {
    Restarts restarts = new Restarts(new RestartPolicy(Kind.ALWAYS, 0));
    restarts.after(1, SHORT);

    restarts.forbid();
    assertThat(restarts.after(0, SHORT)).isEmpty();
    restarts.begin();

    assertThat(restarts.count()).isZero();
    assertThat(restarts.after(0, SHORT)).contains(Duration.ofMillis(100));
  }
}
