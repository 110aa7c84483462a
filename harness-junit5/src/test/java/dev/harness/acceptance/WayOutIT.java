package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.exec.ExecResult;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What containers reach beyond their networks: servers of this machine and of the world. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class WayOutIT {
  private static final String BUSYBOX = "debian.internal/busybox";
  private static final ContainerSpec IDLE = ContainerSpec.image(BUSYBOX).command("sleep", "1000");

  @Test
  @Tag("every-mode")
  void reachesExposedPortsOfThisMachineByName() throws IOException {
    try (Greeter exposed = new Greeter(InetAddress.getLoopbackAddress());
        Greeter hidden = new Greeter(InetAddress.getLoopbackAddress());
        Harness harness = Harness.open()) {
      harness.exposeHostPorts(exposed.port());
      RunningContainer container = harness.start(IDLE);

      assertThat(connect(container, "host.docker.internal", exposed.port()).stdout())
          .isEqualTo("hello");
      ExecResult refused = connect(container, "host.docker.internal", hidden.port());
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.stderr()).contains("refused");
    }
  }

  @Test
  void reachesExposedPortsFromNetworksOfTests() throws IOException {
    try (Greeter exposed = new Greeter(InetAddress.getLoopbackAddress());
        Harness harness = Harness.open()) {
      harness.exposeHostPorts(exposed.port());
      RunningContainer container = harness.start(IDLE.network(harness.network()));

      assertThat(connect(container, "host.docker.internal", exposed.port()).stdout())
          .isEqualTo("hello");
    }
  }

  @Nested
  class Beyond {
    @Container(
        image = BUSYBOX,
        command = {"sleep", "1000"})
    static RunningContainer container;

    @Test
    void connectsByTcp() throws IOException {
      InetAddress machine = addressOfThisMachine();
      try (Greeter greeter = new Greeter(machine)) {
        assertThat(connect(container, machine.getHostAddress(), greeter.port()).stdout())
            .isEqualTo("hello");
      }
    }

    @Test
    void tellsWhatIsRefused() throws IOException {
      InetAddress machine = addressOfThisMachine();
      // Bound, so that nobody else can listen there, as this does not either.
      try (Socket closed = new Socket()) {
        closed.bind(new InetSocketAddress(machine, 0));

        assertThat(connect(container, machine.getHostAddress(), closed.getLocalPort()).stderr())
            .contains("refused");
      }
    }

    @Test
    void keepsSecretsOfCloudsFromContainers() {
      ExecResult result = connect(container, "169.254.169.254", 80);

      assertThat(result.exitCode()).isNotZero();
      assertThat(result.stderr()).contains("No route to host");
    }

    @Test
    void handsTheHarnessToTests(Harness harness) {
      assertThat(harness.engine()).isNotEmpty();
    }
  }

  private static ExecResult connect(RunningContainer container, String host, int port) {
    return container.exec("nc", "-w", "30", host, Integer.toString(port));
  }

  private static InetAddress addressOfThisMachine() throws SocketException {
    List<NetworkInterface> all = Collections.list(NetworkInterface.getNetworkInterfaces());
    Optional<InetAddress> own =
        all.stream()
            .flatMap(link -> Collections.list(link.getInetAddresses()).stream())
            .filter(address -> address instanceof Inet4Address)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .findFirst();
    assumeThat(own).as("this machine has an address besides its loopback").isPresent();
    return own.orElseThrow();
  }

  /** Says hello to everyone and hangs up. */
  private static final class Greeter implements AutoCloseable {
    private final ServerSocket listener;

    Greeter(InetAddress address) throws IOException {
      listener = new ServerSocket();
      listener.bind(new InetSocketAddress(address, 0));
      new Thread(this::greet, "test-greeter").start();
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }

    private void greet() {
      while (!listener.isClosed()) {
        try (Socket connection = listener.accept()) {
          connection.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
          // By the test, or by a client that has gone.
        }
      }
    }
  }
}
