package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerSpec;
import dev.harness.ContainerStartException;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.compose.Composition;
import dev.harness.compose.RunningComposition;
import dev.harness.junit5.Compose;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compose files, as the services see what they say. */
@NullUnmarked // the extension sets the fields
@Tag("every-engine")
@Timeout(120)
class ComposeIT {
  private static final String FILES = "src/test/resources/compose/";

  @Compose(
      value = FILES + "shop.yaml",
      env = {"GREETING=good day", "SHOP_NAME=ours"})
  static RunningComposition shop;

  private static String said(String service, String... command) {
    var result = shop.service(service).exec(command);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout().strip();
  }

  @Test
  void startsWhatHasNoProfile() {
    assertThat(shop.services()).containsExactly("seed", "web", "client", "helper");
    assertThat(shop.replicas("helper")).hasSize(2);
    assertThat(shop.service("seed").exitCode()).isZero();
    assertThat(shop.service("web").name()).matches("web-[0-9a-f]{8}");
  }

  @Test
  void publishesPortsUnderFreeNumbers() throws Exception {
    URI address = URI.create(shop.service("web").url("http://{host}:{port:80}/"));

    String answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
            .body();

    assertThat(answer).isEqualTo("good day from the shop\n");
  }

  @Test
  void servicesFindEachOtherByTheirNames() {
    for (String name : Set.of("web", "site", "the_web")) {
      assertThat(said("client", "wget", "-qO-", "http://" + name + "/"))
          .isEqualTo("good day from the shop");
    }
  }

  @Test
  void sharesTheNetworkOfAService() {
    assertThat(said("helper", "wget", "-qO-", "http://localhost/"))
        .isEqualTo("good day from the shop");
  }

  @Test
  void givesVariablesAndPlaces() {
    assertThat(said("client", "sh", "-c", "echo $NAME, $GREETING_OF_CLIENT, $(id -u) in $(pwd)"))
        .isEqualTo("client, good morning, 1000 in /tmp");
  }

  @Test
  void confinesAndLimits() {
    assertThat(said("web", "sh", "-c", "ulimit -Sn; ulimit -Hn")).isEqualTo("600\n600");
    assertThat(said("web", "cat", "/proc/sys/net/core/somaxconn")).isEqualTo("99");
    assertThat(said("web", "sh", "-c", "df -m /cache | tail -1")).matches("tmpfs +1 .*");
    assertThat(shop.service("web").exec("touch", "/site/new").stderr()).contains("Read-only");
  }

  @Test
  void givesSecretsAndConfigurations() {
    assertThat(said("web", "cat", "/etc/motd")).isEqualTo("welcome to ours");
    assertThat(said("web", "cat", "/run/secrets/key")).contains("NAME=file");
    assertThat(shop.service("web").exec("touch", "/run/secrets/key").stderr())
        .contains("Read-only");
  }

  @Test
  void letsOtherContainersJoin(Harness harness) {
    ContainerSpec guest =
        ContainerSpec.image("debian.internal/busybox")
            .network(shop.network("backend"))
            .command("sleep", "1000");

    try (RunningContainer container = harness.start(guest)) {
      assertThat(container.exec("wget", "-qO-", "http://web/").stdout())
          .isEqualTo("good day from the shop\n");
    }
  }

  @Test
  void startsAnotherOneForATest(
      @Compose(
              value = FILES + "shop.yaml",
              profiles = "tools",
              services = {"tool", "seed"})
          RunningComposition another) {
    assertThat(another.services()).containsExactlyInAnyOrder("tool", "seed");
    assertThat(another.service("seed").id()).isNotEqualTo(shop.service("seed").id());
  }

  @Test
  void startsServicesAgainThatMayFail(
      @Compose(FILES + "restarting.yaml") RunningComposition again) {
    assertThat(again.service("web").exec("test", "-e", "/state/tried").exitCode()).isZero();
    assertThat(again.service("web").ports()).containsOnlyKeys(80);
  }

  @Test
  void buildsTheImageOfAService(@Compose(FILES + "built.yaml") RunningComposition built) {
    RunningContainer made = built.service("made");

    assertThat(made.readText("/made")).isEqualTo("built\n");
    assertThat(made.readText("/etc/client.env")).isNotEmpty();
  }

  @Test
  void tellsWhyAServiceDoesNotStart(Harness harness) {
    Composition failing = Composition.of(Path.of(FILES + "failing.yaml"));

    assertThatThrownBy(() -> failing.start(harness).close())
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("Container db-")
        .hasMessageContaining("exited with code 3")
        .hasMessageContaining("cannot find my disk")
        .hasNoSuppressedExceptions();
  }

  @Test
  void publishesFixedPortsWhereThatIsWanted(Harness harness) {
    Composition fixed = Composition.of(Path.of(FILES + "shop.yaml")).service("web").fixedPorts();

    try (RunningComposition running = fixed.start(harness)) {
      assertThat(running.service("web").port(80)).isEqualTo(8080);
    }
  }
}
