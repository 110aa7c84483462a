package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.ImageUnavailableException;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.junit5.Container;
import dev.harness.spec.Confinement;
import dev.harness.spec.PullPolicy;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a specification says of the container's place on its machine, as the container sees it. */
class ContainerOptionsIT {
  private static final ContainerSpec SLEEPER =
      ContainerSpec.image("debian.internal/busybox")
          .command("sleep", "1000")
          .waitFor(Wait.forCommand("true"));

  @Test
  @Tag("every-engine")
  void answersDatagrams(
      @Container(
              image = "debian.internal/packages/socat",
              udpPorts = 5353,
              command = {"socat", "UDP-RECVFROM:5353,fork", "EXEC:cat"})
          RunningContainer echo)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(echo.host(), echo.udpPort(5353));

    assertThat(echo.url("udp://{host}:{udp:5353}")).endsWith(":" + address.getPort());
    assertThat(echo.ports()).isEmpty();
    assertThat(answer(address, "hello")).isEqualTo("hello");
    assertThatThrownBy(() -> echo.port(5353))
        .hasMessageEndingWith("does not publish port 5353; its specification publishes [5353/udp]");
  }

  /** Asks again, as nothing tells when the server has its socket. */
  private static String answer(InetSocketAddress server, String question) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout(200);
      byte[] text = question.getBytes(StandardCharsets.UTF_8);
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      for (int asked = 1; ; asked++) {
        try {
          socket.send(new DatagramPacket(text, text.length));
          socket.receive(answer);
          return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
          if (asked == 50) {
            throw e;
          }
        }
      }
    }
  }

  @Test
  @Tag("every-engine")
  void knowsItsAddressOutsideBeforeItStarts(
      @Container(
              value = "web",
              image = "debian.internal/packages/socat",
              envUrls = "WHERE=http://{host}:{port:80}/",
              command = {"socat", "TCP-LISTEN:80,fork,reuseaddr", "SYSTEM:echo $WHERE"})
          RunningContainer web)
      throws IOException {
    assertThat(web.exec("printenv", "WHERE").stdout())
        .isEqualTo(web.url("http://{host}:{port:80}/") + "\n");
    try (Socket socket = new Socket(web.host(), web.port(80))) {
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(web.url("http://{host}:{port:80}/") + "\n");
    }
  }

  @Test
  @Tag("every-engine")
  void findsAddressesByNames() {
    try (Harness harness = Harness.open()) {
      RunningContainer box = harness.start(SLEEPER.extraHost("mirror", "10.9.8.7"));

      assertThat(box.exec("cat", "/etc/hosts").stdout())
          .containsPattern("(?m)^10\\.9\\.8\\.7\\s+mirror$");
    }
  }

  @Test
  @Tag("every-engine")
  void isConfinedAsTheSpecificationSays() {
    Confinement confinement =
        Confinement.standard()
            .dropCapability("ALL")
            .addCapability("CHOWN")
            .ulimit("nofile", 100, 200)
            .sysctl("net.ipv4.ip_default_ttl", "77")
            .group("4711")
            .securityOption("no-new-privileges")
            .readOnlyRoot();
    try (Harness harness = Harness.open()) {
      RunningContainer box =
          harness.start(SLEEPER.confinement(confinement).tmpfs("/run").sharedMemory(8 << 20));

      assertThat(box.exec("grep", "-E", "^(CapBnd|NoNewPrivs)", "/proc/1/status").stdout())
          .isEqualTo("CapBnd:\t0000000000000001\nNoNewPrivs:\t1\n");
      assertThat(box.exec("grep", "open files", "/proc/1/limits").stdout())
          .containsPattern(" 100 +200 ");
      assertThat(box.exec("cat", "/proc/sys/net/ipv4/ip_default_ttl").stdout()).isEqualTo("77\n");
      assertThat(box.exec("id", "-G").stdout().trim().split(" ")).contains("4711");
      assertThat(box.exec("touch", "/x").stderr()).contains("Read-only file system");
      assertThat(box.exec("touch", "/run/x").exitCode()).isZero();
      assertThat(box.exec("sh", "-c", "df -k /dev/shm | tail -1").stdout()).contains(" 8192 ");
    }
  }

  /** Not on every engine: dockerd needs CAP_SYS_RESOURCE of its machine for that. */
  @Test
  void hasAllRightsWhereItIsPrivileged() {
    try (Harness harness = Harness.open()) {
      RunningContainer box = harness.start(SLEEPER.tmpfs("/work").privileged());

      assertThat(box.exec("mount", "-t", "tmpfs", "none", "/work").stderr()).isEmpty();
      assertThat(box.exec("grep", "-c", " /work tmpfs ", "/proc/mounts").stdout()).isEqualTo("2\n");
    }
  }

  /** Not on every engine: dockerd brings an init of its own, which needs its place in the system. */
  @Test
  void endsByItsOwnSignalBehindAnInit() {
    ContainerSpec spec =
        ContainerSpec.image("debian.internal/busybox")
            .init()
            .stopSignal("SIGINT")
            .command(
                "sh",
                "-c",
                "trap 'echo interrupted; exit 3' INT; echo up; while :; do sleep 0.1; done")
            .waitFor(Wait.forLogLine("up"));
    try (Harness harness = Harness.open()) {
      RunningContainer box = harness.start(spec);
      assertThat(box.exec("cat", "/proc/1/comm").stdout()).isNotEqualTo("sh\n");
      box.stop(Duration.ofSeconds(20));

      assertThat(box.logs()).endsWith("interrupted\n");
      assertThat(box.exitCode()).isEqualTo(3);
    }
  }

  @Test
  @Tag("every-engine")
  void pullsNothingWhereNothingIsToBePulled() {
    try (Harness harness = Harness.open()) {
      ContainerSpec spec = ContainerSpec.image("harness.invalid/nowhere:1").pull(PullPolicy.NEVER);

      assertThatThrownBy(() -> harness.start(spec))
          .isInstanceOf(ImageUnavailableException.class)
          .hasMessage(
              "Image harness.invalid/nowhere:1 is not here, and is not pulled because the"
                  + " specification says PullPolicy.NEVER");
      harness.start(SLEEPER).close();
      assertThat(harness.start(SLEEPER.pull(PullPolicy.NEVER)).isRunning()).isTrue();
    }
  }
}
