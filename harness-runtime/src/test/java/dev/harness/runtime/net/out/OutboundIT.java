package dev.harness.runtime.net.out;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.socket.Datagrams;
import dev.harness.runtime.linux.socket.Sockets;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.WantedAddresses;
import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ways out of an empty container. A namespace stands for the host; its loopback link has the
 * addresses of the world.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboundIT {
  private static final String WORLD = "198.51.100.7";

  private final TestNamespace host = TestNamespace.createHost();
  private final TestNamespace container = TestNamespace.create();
  private final ExposedPorts exposed = new ExposedPorts();
  private Hub hub;
  private Attachment attachment;
  private Outbound outbound;

  @BeforeEach
  void open() {
    host.call(OutboundIT::makeWorld);
    hub = Hub.open();
    hub.bridge(BridgeSpec.of("harness1", Subnet.parse("172.19.0.0/16")));
    attachment =
        hub.bridge(BridgeSpec.of("harness0", Subnet.parse("172.17.0.0/16"))).attach(container.fd());
    outbound = host.call(() -> Outbound.open(hub, exposed, new Detours(hub)));
  }

  @AfterEach
  void close() {
    outbound.close();
    attachment.close();
    hub.close();
    container.close();
    host.close();
  }

  private static boolean makeWorld() throws IOException {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      Inet4Address world = (Inet4Address) InetAddress.getByName(WORLD);
      session.change(Addresses.add(Links.LOOPBACK, world, 32, world));
      Inet4Address cloud = (Inet4Address) InetAddress.getByName("169.254.169.254");
      session.change(Addresses.add(Links.LOOPBACK, cloud, 32, cloud));
    }
    return true;
  }

  private Socket connect(String address, int port) throws IOException {
    return connect(container, address, port);
  }

  private static Socket connect(TestNamespace from, String address, int port) throws IOException {
    return from.connect(new InetSocketAddress(address, port));
  }

  /** Connects to the world, from where nobody answers. */
  private static Socket connectBriefly(TestNamespace from, int port) throws IOException {
    return from.connect(new InetSocketAddress(WORLD, port), Duration.ofSeconds(3));
  }

  @Test
  void connectsByTcp() throws IOException {
    try (EchoServer server = EchoServer.listen(host, 8080);
        Socket socket = connect(WORLD, server.port())) {
      socket.getOutputStream().write("hello".getBytes(US_ASCII));
      socket.shutdownOutput();

      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("hello");
    }
  }

  @Test
  void carriesManyBytesBothWays() throws Exception {
    byte[] much = new byte[4 << 20];
    new Random(1).nextBytes(much);
    try (EchoServer server = EchoServer.listen(host, 8080);
        Socket socket = connect(WORLD, server.port())) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(much);
                  socket.shutdownOutput();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      writer.start();

      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(much);
      writer.join();
    }
  }

  @Test
  void refusesWhatIsRefused() {
    assertThatThrownBy(() -> connect(WORLD, 8081))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void saysThatTheNetworkIsUnreachable() {
    assertThatThrownBy(() -> connect("203.0.113.1", 80))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("unreachable");
  }

  @Test
  void letsTimeOutWhatDoesNotAnswer() throws Exception {
    // A listener whose queue is full does not answer.
    try (ServerSocket full =
            host.call(() -> new ServerSocket(8082, 1, InetAddress.getByName(WORLD)));
        Socket first = connect(host, WORLD, full.getLocalPort());
        Socket second = connect(host, WORLD, full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();

      assertThatThrownBy(() -> connectBriefly(container, full.getLocalPort()))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void carriesAResetFromTheServer() throws Exception {
    try (ServerSocket server = host.call(() -> new ServerSocket(8083));
        Socket socket = connect(WORLD, 8083)) {
      Socket accepted = server.accept();
      accepted.setSoLinger(true, 0);
      accepted.close();

      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void keepsSecretsOfCloudsFromContainers() throws IOException {
    try (EchoServer server = EchoServer.listen(host, 80)) {
      assertThat(server.port()).isEqualTo(80);
      assertThatThrownBy(() -> connect("169.254.169.254", 80))
          .isInstanceOf(NoRouteToHostException.class);
    }
  }

  @Test
  void keepsNetworksApart() {
    assertThatThrownBy(() -> connect("172.19.0.2", 80)).isInstanceOf(NoRouteToHostException.class);
  }

  @Test
  void opensOnlyExposedPortsOfTheHost() throws IOException {
    String gateway = attachment.gateway().getHostAddress();
    try (EchoServer server = EchoServer.listen(host, 8084)) {
      assertThatThrownBy(() -> connect(gateway, 8084)).isInstanceOf(ConnectException.class);

      exposed.expose(server.port());
      try (Socket socket = connect(gateway, 8084)) {
        socket.getOutputStream().write(7);

        assertThat(socket.getInputStream().read()).isEqualTo(7);
      }

      exposed.hide(server.port());
      assertThatThrownBy(() -> connect(gateway, 8084)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void givesInternalNetworksNoWayOut() throws IOException {
    BridgeSpec plain = BridgeSpec.of("harness2", Subnet.parse("172.20.0.0/16"));
    BridgeSpec internal =
        new BridgeSpec(plain.link(), plain.addresses(), plain.ipv6(), plain.mtu(), true);
    try (TestNamespace inside = TestNamespace.create();
        Attachment place =
            hub.bridge(internal).attach(inside.fd(), "eth0", WantedAddresses.ANY, true);
        EchoServer server = EchoServer.listen(host, 8085)) {
      exposed.expose(server.port());

      assertThatThrownBy(() -> connectBriefly(inside, 8085))
          .isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> connect(inside, place.gateway().getHostAddress(), 8085))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void carriesDatagramsBothWays() throws Exception {
    try (DatagramSocket server = host.call(() -> new DatagramSocket(5353));
        DatagramSocket client = container.call(() -> new DatagramSocket())) {
      client.setSoTimeout(10_000);
      client.connect(InetAddress.getByName(WORLD), 5353);
      byte[] large = new byte[9000];
      new Random(2).nextBytes(large);
      client.send(new DatagramPacket(large, large.length));
      DatagramPacket asked = new DatagramPacket(new byte[10000], 10000);
      server.receive(asked);
      server.send(new DatagramPacket(asked.getData(), asked.getLength(), asked.getSocketAddress()));
      DatagramPacket answer = new DatagramPacket(new byte[10000], 10000);

      client.receive(answer);

      assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(large);
      assertThat(answer.getSocketAddress()).isEqualTo(new InetSocketAddress(WORLD, 5353));
    }
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 56, 1001})
  void carriesPingsAndTheirAnswers(int bytes) throws Exception {
    host.call(() -> letPing("0 2147483647"));
    container.call(() -> letPing("0 2147483647"));
    ByteBuffer request = echoRequest(bytes);
    ByteBuffer answer = ByteBuffer.allocateDirect(2000);
    try (Fd client = ping(WORLD, request)) {
      await(client, answer);
    }

    assertThat(answer.get(0)).as("type: reply").isZero();
    assertThat(answer.slice(6, answer.limit() - 6)).isEqualTo(request.slice(6, bytes + 2));
  }

  @Test
  void tellsWhereTheHostLetsNobodyPing() {
    host.call(() -> letPing("1 0"));
    container.call(() -> letPing("0 2147483647"));

    assertThatThrownBy(() -> await(ping(WORLD, echoRequest(8)), ByteBuffer.allocateDirect(100)))
        .isInstanceOfSatisfying(
            SystemException.class,
            prohibited -> assertThat(prohibited.errno()).isEqualTo(Errno.EHOSTUNREACH));
  }

  @Test
  void pingsNothingThatIsForbidden() {
    host.call(() -> letPing("0 2147483647"));
    container.call(() -> letPing("0 2147483647"));

    for (String forbidden : List.of("169.254.169.254", "172.19.0.9")) {
      ByteBuffer answer = ByteBuffer.allocateDirect(100);
      assertThatThrownBy(() -> await(ping(forbidden, echoRequest(8)), answer))
          .as(forbidden)
          .isInstanceOf(SystemException.class);
    }
  }

  private static boolean letPing(String groups) throws IOException {
    Files.writeString(Path.of("/proc/sys/net/ipv4/ping_group_range"), groups);
    return true;
  }

  private static ByteBuffer echoRequest(int bytes) {
    ByteBuffer request = ByteBuffer.allocateDirect(8 + bytes);
    request.put(0, (byte) 8).putShort(6, (short) 4711);
    for (int i = 0; i < bytes; i++) {
      request.put(8 + i, (byte) (i * 37));
    }
    return request;
  }

  /** Sends a request from the container. */
  private Fd ping(String address, ByteBuffer request) throws IOException {
    Fd client = container.call(Sockets::pingNonBlocking);
    try {
      Sockets.connect(client, new InetSocketAddress(address, 0));
      Datagrams.send(client, request.duplicate());
      return client;
    } catch (SystemException e) {
      client.close();
      throw e;
    }
  }

  private static void await(Fd client, ByteBuffer answer) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Datagrams.receive(client, answer)) {
      assertThat(System.nanoTime()).as("an answer within 20 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void tellsThatNobodyTakesDatagrams() throws Exception {
    try (DatagramSocket client = container.call(() -> new DatagramSocket())) {
      client.setSoTimeout(10_000);
      client.connect(InetAddress.getByName(WORLD), 5354);
      client.send(new DatagramPacket(new byte[1], 1));
      Thread.onSpinWait();

      assertThatThrownBy(
              () -> {
                client.send(new DatagramPacket(new byte[1], 1));
                client.receive(new DatagramPacket(new byte[1], 1));
              })
          .isInstanceOf(PortUnreachableException.class);
    }
  }
}
