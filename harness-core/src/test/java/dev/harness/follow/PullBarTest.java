package dev.harness.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.image.ProgressMessage;
import org.junit.jupiter.api.Test;

class PullBarTest {
  private final PullBar bar = new PullBar("redis:7");

  @Test
  void showsTheNameBeforeAnythingComes() {
    bar.accept(ProgressMessage.status("Pulling from library/redis"));

    assertThat(bar).hasToString("redis:7");
  }

  @Test
  void addsUpTheLayers() {
    bar.accept(ProgressMessage.progress("a", "Downloading", 2_000_000, 10_000_000));
    bar.accept(ProgressMessage.progress("b", "Downloading", 10_000_000, 20_000_000));

    assertThat(bar).hasToString("redis:7 [############..................] 40 % 12 of 30 MB");
  }

  @Test
  void isFullWhenAllLayersAreComplete() {
    bar.accept(ProgressMessage.progress("a", "Downloading", 2_000_000, 10_000_000));
    bar.accept(ProgressMessage.status("a", "Pull complete"));

    assertThat(bar).hasToString("redis:7 [##############################] 100 % 10 of 10 MB");
  }

  @Test
  void staysInItsLineWhenMoreComesThanAnnounced() {
    bar.accept(ProgressMessage.progress("a", "Downloading", 30_000_000, 10_000_000));

    assertThat(bar).hasToString("redis:7 [##############################] 100 % 30 of 10 MB");
  }

  @Test
  void cutsLongNames() {
    assertThat(new PullBar("r".repeat(50) + ":7")).hasToString("…" + "r".repeat(37) + ":7");
  }
}
