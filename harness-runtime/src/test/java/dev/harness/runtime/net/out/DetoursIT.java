package dev.harness.runtime.net.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two empty containers of a network, of which one reaches the other by a detour. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DetoursIT {
  private static final int PORT = 5432;
  private static final Duration BRIEF = Duration.ofSeconds(3);

  private final TestNamespace client = TestNamespace.create();
  private final TestNamespace server = TestNamespace.create();
  private final Faults faults = new Faults();
  private Hub hub;
  private Detours detours;
  private Attachment from;
  private Attachment to;
  private Outbound outbound;

  @BeforeEach
  void open() {
    hub = Hub.open();
    detours = new Detours(hub);
    Bridge bridge = hub.bridge(BridgeSpec.of("harness0", Subnet.parse("172.17.0.0/16")));
    from = bridge.attach(client.fd());
    to = bridge.attach(server.fd());
    outbound = Outbound.open(hub, new ExposedPorts(), detours);
    lead();
  }

  @AfterEach
  void close() {
    outbound.close();
    from.close();
    to.close();
    hub.close();
    client.close();
    server.close();
  }

  private void lead() {
    detours.open(from, to, faults);
    from.detour(client.fd(), to);
  }

  private void leadDirectly() {
    from.direct(client.fd(), to);
    detours.close(from, to);
  }

  private Socket connect() throws IOException {
    return connect(client, to);
  }

  private static Socket connect(TestNamespace from, Attachment to) throws IOException {
    Socket socket = from.connect(new InetSocketAddress(to.address(), PORT));
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static long echoMillis(Socket socket) throws IOException {
    long start = System.nanoTime();
    socket.getOutputStream().write(7);
    assertThat(socket.getInputStream().read()).isEqualTo(7);
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static Faults.Setting latency(int millis) {
    return new Faults.Setting(Duration.ofMillis(millis), 0, false);
  }

  private static final Faults.Setting CUT = new Faults.Setting(Duration.ZERO, 0, true);

  @Test
  void delaysBothDirections() throws IOException {
    try (EchoServer echo = EchoServer.listen(server, PORT);
        Socket socket = connect()) {
      assertThat(echo.port()).isEqualTo(PORT);

      faults.set(latency(150));

      assertThat(echoMillis(socket)).isGreaterThanOrEqualTo(300);
    }
  }

  @Test
  void comesFromTheGateway() throws IOException {
    try (ServerSocket listener = server.call(() -> new ServerSocket(PORT));
        Socket socket = connect();
        Socket accepted = listener.accept()) {
      assertThat(socket.getInetAddress()).isEqualTo(to.address());
      assertThat(accepted.getInetAddress()).isEqualTo(from.gateway());
    }
  }

  @Test
  void refusesWhatIsRefused() {
    assertThatThrownBy(this::connect)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void answersNobodyWhileItIsCut() throws IOException {
    try (EchoServer echo = EchoServer.listen(server, PORT)) {
      assertThat(echo.port()).isEqualTo(PORT);
      faults.set(CUT);

      assertThatThrownBy(() -> client.connect(new InetSocketAddress(to.address(), PORT), BRIEF))
          .isInstanceOf(SocketTimeoutException.class);

      faults.set(Faults.Setting.NONE);
      try (Socket socket = connect()) {
        assertThat(echoMillis(socket)).isNotNegative();
      }
    }
  }

  @Test
  void resetsConnections() throws IOException {
    try (EchoServer echo = EchoServer.listen(server, PORT);
        Socket socket = connect()) {
      assertThat(echo.port()).isEqualTo(PORT);
      assertThat(echoMillis(socket)).isNotNegative();

      faults.reset();

      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void letsGoOnWhatWasConnectedDirectly() throws IOException {
    leadDirectly();
    try (EchoServer echo = EchoServer.listen(server, PORT);
        Socket socket = connect()) {
      assertThat(echo.port()).isEqualTo(PORT);
      assertThat(echoMillis(socket)).isNotNegative();

      lead();
      faults.set(CUT);

      assertThat(echoMillis(socket)).isNotNegative();
    }
  }

  @Test
  void leavesTheOtherDirectionAlone() throws IOException {
    faults.set(CUT);
    try (EchoServer echo = EchoServer.listen(client, PORT);
        Socket socket = connect(server, from)) {
      assertThat(echo.port()).isEqualTo(PORT);
      byte[] much = new byte[200_000];
      new Random(1).nextBytes(much);

      socket.getOutputStream().write(much);

      assertThat(socket.getInputStream().readNBytes(much.length)).isEqualTo(much);
    }
  }

  @Test
  void leavesDatagramsAlone() throws Exception {
    faults.set(CUT);
    try (DatagramSocket listener = server.call(() -> new DatagramSocket(PORT));
        DatagramSocket socket = client.call(() -> new DatagramSocket())) {
      socket.connect(to.address(), PORT);
      socket.send(new DatagramPacket(new byte[] {7}, 1));
      DatagramPacket received = new DatagramPacket(new byte[2], 2);
      listener.setSoTimeout(10_000);

      listener.receive(received);

      assertThat(received.getAddress()).isEqualTo((InetAddress) from.address());
    }
  }

  @Test
  void isGoneWhenItIsTakenBack() throws IOException {
    leadDirectly();

    try (ServerSocket listener = server.call(() -> new ServerSocket(PORT));
        Socket socket = connect();
        Socket accepted = listener.accept()) {
      assertThat(socket.isConnected()).isTrue();
      assertThat(accepted.getInetAddress()).isEqualTo(from.address());
    }
  }

  @Test
  void canBeLedToTwice() throws IOException {
    from.detour(client.fd(), to);

    try (EchoServer echo = EchoServer.listen(server, PORT);
        Socket socket = connect()) {
      assertThat(echo.port()).isEqualTo(PORT);
      assertThat(echoMillis(socket)).isNotNegative();
    }
  }
}
