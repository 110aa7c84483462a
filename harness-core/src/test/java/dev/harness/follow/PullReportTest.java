package dev.harness.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.image.ProgressMessage;
import org.junit.jupiter.api.Test;

class PullReportTest {
  private final PullReport report = new PullReport();

  @Test
  void saysNothingOfWhatItWasNotTold() {
    assertThat(report).hasToString(": ");
  }

  @Test
  void namesTheOrigin() {
    report.accept(ProgressMessage.status("7", "Pulling from library/redis"));

    assertThat(report).hasToString(" from library/redis: ");
  }

  @Test
  void addsUpWhatTheLayersHaveEvenIfTheirEndWasNotTold() {
    report.accept(ProgressMessage.progress("a", "Downloading", 512_000, 10_400_000));
    report.accept(ProgressMessage.progress("a", "Downloading", 9_000_000, 10_400_000));
    report.accept(ProgressMessage.progress("b", "Downloading", 1_000_000, 0));

    assertThat(report).hasToString(": 11 MB, ");
  }

  @Test
  void roundsSmallLayersUp() {
    report.accept(ProgressMessage.progress("a", "Downloading", 1, 1));

    assertThat(report).hasToString(": 1 kB, ");
  }

  @Test
  void doesNotCountWhatIsHereOrUnpacked() {
    report.accept(ProgressMessage.status("a", "Already exists"));
    report.accept(ProgressMessage.progress("b", "Extracting", 5_000_000, 5_000_000));

    assertThat(report).hasToString(": ");
  }
}
