package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerStartException;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.junit5.Container;
import dev.harness.junit5.Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers that find each other by name in networks of tests, and nobody else. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class NetworksIT {
  private static final String BUSYBOX = "debian.internal/busybox";
  private static final String SERVER =
      "echo ready; exec nc -ll -p 80 -e sh -c 'echo I am $(hostname)'";

  /** The server does not listen yet when it says that it is ready. */
  private static String answer(RunningContainer client, String server) {
    return client.exec("sh", "-c", "until nc -w 5 " + server + " 80; do sleep 0.1; done").stdout();
  }

  @Test
  @Tag("every-engine")
  void saysThatANetworkIsMissing() {
    try (Harness harness = Harness.open()) {
      ContainerSpec spec = ContainerSpec.image(BUSYBOX).network("nonesuch");

      assertThatThrownBy(() -> harness.start(spec))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("network nonesuch not found");
    }
  }

  @Nested
  @Tag("every-engine")
  class OfAClass {
    @Network static ContainerNetwork backend;

    @Container(
        image = BUSYBOX,
        network = "backend",
        alias = {"db", "database"},
        command = {"sh", "-c", SERVER},
        waitForLogLine = "ready")
    static RunningContainer server;

    @Container(
        image = BUSYBOX,
        network = "backend",
        command = {"sleep", "1000"})
    static RunningContainer client;

    @Test
    void findsTheServiceByItsAlias() {
      assertThat(answer(client, "db")).startsWith("I am ");
      assertThat(answer(client, "database")).startsWith("I am ");
    }

    @Test
    void findsTheServiceByItsName() {
      assertThat(answer(client, server.name())).startsWith("I am ");
    }

    @Test
    void reachesItFromAContainerOfTheTest(
        @Container(
                image = BUSYBOX,
                network = "backend",
                command = {"sleep", "1000"})
            RunningContainer another) {
      assertThat(answer(another, "db")).startsWith("I am ");
    }
  }

  @Nested
  @Tag("every-engine")
  class WithIpv6 {
    @Network(ipv6 = true, subnet = "fd00:7e57:1::/64")
    static ContainerNetwork backend;

    @Container(
        image = BUSYBOX,
        network = "backend",
        alias = "db",
        command = {"sleep", "1000"})
    static RunningContainer server;

    @Container(
        image = BUSYBOX,
        network = "backend",
        command = {"sleep", "1000"})
    static RunningContainer client;

    @Test
    void reachesTheServiceByIpv6() {
      assertThat(client.exec("ping6", "-c", "1", "-W", "5", "db").stdout())
          .contains("(fd00:7e57:1::");
    }
  }

  @Nested
  class OfCode {

    @Test
    void letsTwentyContainersReachThoseOfTheirFourNetworksOnly() {
      try (Harness harness = Harness.open()) {
        List<List<RunningContainer>> networks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          networks.add(five(harness, harness.network(), i));
        }

        for (int i = 0; i < 4; i++) {
          RunningContainer asking = networks.get(i).get(0);
          for (int j = 0; j < 4; j++) {
            String found = all(asking, j);
            if (i == j) {
              assertThat(found.lines()).hasSize(5).allMatch(line -> line.startsWith("I am "));
            } else {
              assertThat(found.lines()).hasSize(5).allMatch("nobody"::equals);
            }
          }
        }
      }
    }

    private static List<RunningContainer> five(
        Harness harness, ContainerNetwork network, int number) {
      List<RunningContainer> containers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        containers.add(
            harness.start(
                ContainerSpec.image(BUSYBOX)
                    .network(network)
                    .alias("server-" + number + "-" + i)
                    .command("sh", "-c", SERVER)
                    .waitFor(Wait.forCommand("nc", "-w", "30", "127.0.0.1", "80"))));
      }
      return containers;
    }

    private static String all(RunningContainer asking, int number) {
      String script =
          "for i in 0 1 2 3 4; do nc -w 30 server-%d-$i 80 2>/dev/null || echo nobody; done";
      return asking.exec("sh", "-c", script.formatted(number)).stdout();
    }
  }
}
