package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerNetwork;
import dev.harness.Faults;
import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import dev.harness.junit5.Network;
import org.junit.jupiter.api.Test;

/** Two services, between which the test cuts the cable. */
class CutLinkExampleIT {
  @Network static ContainerNetwork backend;

  @Container(image = "debian.internal/nginx", network = "backend", alias = "web", ports = 80)
  static RunningContainer web;

  @Container(
      image = "debian.internal/busybox",
      network = "backend",
      command = {"sleep", "1000"})
  static RunningContainer client;

  @Test
  void givesUpAfterASecond() {
    try (Faults link = client.faults(web)) {
      link.cut();

      assertThat(client.exec("timeout", "1", "wget", "-qO-", "http://web/").stdout()).isEmpty();
    }
    assertThat(client.exec("wget", "-qO-", "http://web/").stdout()).contains("Welcome to nginx!");
  }
}
