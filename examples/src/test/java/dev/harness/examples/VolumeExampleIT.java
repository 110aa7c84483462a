package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerVolume;
import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import dev.harness.junit5.Volume;
import org.junit.jupiter.api.Test;

/** A volume that two containers share, and one that stays for the next run. */
class VolumeExampleIT {
  @Volume static ContainerVolume exchange;

  @Container(
      image = "debian.internal/busybox",
      volumes = "exchange:/out",
      command = {"sh", "-c", "echo 42 >/out/answer; echo written; sleep 1000"},
      waitForLogLine = "written")
  static RunningContainer writer;

  @Container(
      image = "debian.internal/busybox",
      volumes = "exchange:/in",
      dependsOn = "writer",
      command = {"sleep", "1000"})
  static RunningContainer reader;

  /** No field declares this volume, so it is the engine's, and the next run finds it again. */
  @Container(
      image = "debian.internal/busybox",
      volumes = "harness-example-runs:/kept",
      command = {"sleep", "1000"})
  static RunningContainer keeper;

  @Test
  void isKeptForTheNextRun() {
    keeper.exec("sh", "-c", "echo run >> /kept/runs");

    assertThat(keeper.readText("/kept/runs")).startsWith("run\n");
  }

  @Test
  void isSeenByBoth() {
    assertThat(reader.exec("cat", "/in/answer").stdout()).isEqualTo("42\n");
  }
}
