package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerNetwork;
import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import dev.harness.junit5.Network;
import org.junit.jupiter.api.Test;

/** Two services on a network: one finds the other by name, and starts after it. */
class TwoServicesExampleIT {
  @Network static ContainerNetwork backend;

  @Container(image = "debian.internal/nginx", network = "backend", alias = "web", ports = 80)
  static RunningContainer web;

  @Container(
      image = "debian.internal/busybox",
      network = "backend",
      dependsOn = "web",
      command = {"sh", "-c", "wget -qO- http://web/ && echo fetched; sleep 1000"},
      waitForLogLine = "fetched")
  static RunningContainer client;

  @Test
  void reachTheOtherByName() {
    assertThat(client.logs()).contains("<title>Welcome to nginx!</title>");
  }
}
