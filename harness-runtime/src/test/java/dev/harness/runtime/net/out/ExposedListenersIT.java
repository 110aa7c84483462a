package dev.harness.runtime.net.out;

import static dev.harness.runtime.net.testing.Resets.assertResets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.WantedAddresses;
import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exposed ports of a host, which a namespace stands for, in a hub without rules. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExposedListenersIT {
  private final TestNamespace host = TestNamespace.createHost();
  private final TestNamespace container = TestNamespace.create();
  private final ExposedPorts exposed = new ExposedPorts();
  private Hub hub;
  private Attachment attachment;
  private ExposedListeners listeners;

  @BeforeEach
  void open() {
    hub = Hub.open();
    attachment = attach(container, false);
    listeners = host.call(() -> ExposedListeners.open(hub, exposed));
  }

  private Attachment attach(TestNamespace to, boolean internal) {
    BridgeSpec spec =
        BridgeSpec.of(
            internal ? "in" : "out", Subnet.parse(internal ? "172.20.0.0/16" : "172.17.0.0/16"));
    return hub.bridge(
            new BridgeSpec(spec.link(), spec.addresses(), spec.ipv6(), spec.mtu(), internal))
        .attach(to.fd(), "eth0", WantedAddresses.ANY, true);
  }

  @AfterEach
  void close() {
    listeners.close();
    attachment.close();
    hub.close();
    container.close();
    host.close();
  }

  private Socket connect(int port) throws IOException {
    return container.connect(new InetSocketAddress(attachment.gateway(), port));
  }

  @Test
  void opensPortsAsLongAsSomebodyExposesThem() throws IOException {
    try (EchoServer server = EchoServer.listen(host, 8086)) {
      assertThatThrownBy(() -> connect(8086)).isInstanceOf(ConnectException.class);

      exposed.expose(server.port());
      exposed.expose(server.port());
      exposed.hide(server.port());
      try (Socket socket = connect(8086)) {
        socket.getOutputStream().write(7);

        assertThat(socket.getInputStream().read()).isEqualTo(7);
      }

      exposed.hide(server.port());
      assertThatThrownBy(() -> connect(8086)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void resetsWhereNobodyListens() throws IOException {
    exposed.expose(8087);

    assertResets(() -> connect(8087));
  }

  @Test
  void keepsInternalNetworksOut() throws IOException {
    try (EchoServer server = EchoServer.listen(host, 8088);
        TestNamespace inside = TestNamespace.create();
        Attachment place = attach(inside, true)) {
      exposed.expose(server.port());

      assertResets(() -> inside.connect(new InetSocketAddress(place.gateway(), 8088)));
    }
  }

  @Test
  void tellsWhichPortIsTakenInTheHub() {
    exposed.expose(8089);
    ExposedPorts others = new ExposedPorts();
    try (ExposedListeners second = host.call(() -> ExposedListeners.open(hub, others))) {
      assertThatThrownBy(() -> others.expose(8089))
          .isInstanceOf(NetworkException.SetUpFailed.class)
          .hasMessageContaining("port 8089 of the host cannot be exposed");
      assertThat(others.has(8089)).isFalse();
    }
  }
}
