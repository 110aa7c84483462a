package dev.harness.runtime.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.MacAddress;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.netlink.Routes;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Direct addresses without the ways out, which {@code OutboundIT} has. A namespace is the host. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DirectLinkIT {
  private static final BridgeSpec BACKEND =
      BridgeSpec.of("harness0", Subnet.parse("172.17.0.0/16"));
  private static final BridgeSpec OTHER = BridgeSpec.of("harness1", Subnet.parse("172.18.0.0/24"));

  /** The host's in the two. */
  private static final String HOST = "172.17.255.254";

  private static final String HOST_IN_OTHER = "172.18.0.254";

  /** For connections that nobody may answer. */
  private static final Duration BRIEF = Duration.ofSeconds(3);

  private final TestNamespace host = TestNamespace.createHost();
  private final TestNamespace container = TestNamespace.create();
  private final TestNamespace stranger = TestNamespace.create();
  private Hub hub;
  private Bridge bridge;
  private Attachment attachment;

  @BeforeEach
  void open() {
    hub = Hub.open();
    bridge =
        host.call(
            () -> {
              hub.openToHost();
              return hub.bridge(BACKEND);
            });
    attachment = bridge.attach(container.fd(), "eth0", WantedAddresses.ANY, false);
  }

  @AfterEach
  void close() {
    hub.close();
    stranger.close();
    container.close();
    host.close();
  }

  private static boolean change(NetlinkRequest... requests) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      session.change(requests);
    }
    return true;
  }

  private static String echoed(TestNamespace from, InetSocketAddress to) throws IOException {
    try (Socket socket = from.connect(to)) {
      socket.getOutputStream().write("hello".getBytes(US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private InetSocketAddress server(int port) {
    return new InetSocketAddress(attachment.address(), port);
  }

  private static Inet4Address address(String text) throws IOException {
    return (Inet4Address) InetAddress.getByName(text);
  }

  private static String routes() throws IOException {
    return Files.readString(Path.of("/proc/thread-self/net/route"));
  }

  private static String links() throws IOException {
    return Files.readString(Path.of("/proc/thread-self/net/dev"));
  }

  @Test
  void leadsTheHostToContainersWithoutADefaultRoute() throws IOException {
    try (EchoServer server = EchoServer.listen(container, 80)) {
      assertThat(echoed(host, server(server.port()))).isEqualTo("hello");
    }
  }

  @Test
  void tellsTheHostWhereNobodyListens() {
    assertThatThrownBy(() -> host.connect(server(80)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void looksLikeANeighbourToContainers() throws IOException {
    try (ServerSocket listener = container.call(() -> new ServerSocket(80));
        Socket unused = host.connect(server(80));
        Socket accepted = listener.accept()) {
      assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo(HOST);
    }
  }

  @Test
  void refusesConnectionsOfContainersToTheHost() throws IOException {
    try (EchoServer listening = EchoServer.listen(host, 8080)) {
      assertThatThrownBy(() -> container.connect(new InetSocketAddress(HOST, listening.port())))
          .isInstanceOf(NoRouteToHostException.class);
    }
  }

  @Test
  void refusesConnectionsToTheHostByItsAddressInAnotherNetwork() throws IOException {
    host.call(() -> hub.bridge(OTHER));
    bridge.route(container.fd(), "eth0");
    try (EchoServer listening = EchoServer.listen(host, 8080)) {
      assertThatThrownBy(
              () -> container.connect(new InetSocketAddress(HOST_IN_OTHER, listening.port())))
          .isInstanceOf(NoRouteToHostException.class);
    }
  }

  @Test
  void refusesConnectionsToOtherAddressesOfTheHost() throws IOException {
    host.call(() -> change(Addresses.addAlone(Links.LOOPBACK, address("198.51.100.7"))));
    bridge.route(container.fd(), "eth0");
    try (EchoServer listening = EchoServer.listen(host, 8080)) {
      assertThatThrownBy(
              () ->
                  container.connect(new InetSocketAddress("198.51.100.7", listening.port()), BRIEF))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void keepsDatagramsOfContainersFromTheHost() throws IOException {
    try (DatagramSocket listening =
            host.call(() -> new DatagramSocket(new InetSocketAddress("0.0.0.0", 5353)));
        DatagramSocket sending = container.call(() -> new DatagramSocket())) {
      sending.connect(new InetSocketAddress(HOST, 5353));
      sending.setSoTimeout(10_000);
      sending.send(new DatagramPacket(new byte[8], 8));

      assertThatThrownBy(() -> sending.receive(new DatagramPacket(new byte[8], 8)))
          .isInstanceOf(SocketException.class);
      listening.setSoTimeout(1);
      assertThatThrownBy(() -> listening.receive(new DatagramPacket(new byte[8], 8)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void tellsTheHostThatDatagramsDoNotPass() throws IOException {
    try (DatagramSocket sending = host.call(() -> new DatagramSocket())) {
      sending.connect(server(53));
      sending.setSoTimeout(10_000);
      sending.send(new DatagramPacket(new byte[8], 8));

      assertThatThrownBy(() -> sending.receive(new DatagramPacket(new byte[8], 8)))
          .isInstanceOf(SocketException.class)
          .isNotInstanceOf(PortUnreachableException.class);
    }
  }

  @Test
  void keepsNetworksApart() throws IOException {
    Bridge other = host.call(() -> hub.bridge(OTHER));
    try (Attachment elsewhere = other.attach(stranger.fd());
        EchoServer server = EchoServer.listen(container, 80)) {
      bridge.route(container.fd(), "eth0");

      assertThat(echoed(host, server(server.port()))).isEqualTo("hello");
      assertThatThrownBy(() -> stranger.connect(server(server.port()), BRIEF))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void forwardsNothingThatTheHostForwards() throws IOException {
    TestNamespace neighbour = stranger;
    host.call(
        () -> {
          change(
              Links.createVeth(
                  "lan0",
                  1500,
                  new Links.Peer(neighbour.fd(), "lan1", MacAddress.of(address("10.9.0.2")))));
          return Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
        });
    Subnet lan = Subnet.parse("10.9.0.0/24");
    host.call(() -> up("lan0", lan, 1));
    neighbour.call(() -> up("lan1", lan, 2));
    neighbour.call(
        () -> {
          try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
            session.change(Routes.addDefault(Links.index(session, "lan1"), lan.address(1)));
          }
          return true;
        });
    bridge.route(container.fd(), "eth0");

    try (EchoServer server = EchoServer.listen(container, 80)) {
      assertThatThrownBy(() -> neighbour.connect(server(server.port()), BRIEF))
          .isInstanceOf(IOException.class);
    }
  }

  private static boolean up(String name, Subnet subnet, int offset) {
    try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
      int link = Links.index(session, name);
      session.change(
          Addresses.add(link, subnet.address(offset), subnet.prefixLength(), subnet.highest()),
          Links.setUp(link));
    }
    return true;
  }

  @Test
  void reachesAContainerByEachOfItsNetworks() throws IOException {
    Bridge other = host.call(() -> hub.bridge(OTHER));
    try (Attachment second = other.attach(container.fd(), "eth1", WantedAddresses.ANY, true);
        EchoServer server = EchoServer.listen(container, 80)) {
      assertThat(echoed(host, server(80))).isEqualTo("hello");
      assertThat(echoed(host, new InetSocketAddress(second.address(), server.port())))
          .isEqualTo("hello");
    }
  }

  @Test
  void keepsTheHostsAddressFromContainers() {
    assertThatThrownBy(
            () ->
                bridge.attach(
                    stranger.fd(),
                    "eth0",
                    new WantedAddresses(Optional.of(address(HOST)), Optional.empty()),
                    false))
        .isInstanceOf(NetworkException.AddressInUse.class);
  }

  @Test
  void refusesSubnetToWhichTheHostHasARoute() {
    host.call(
        () -> {
          assertThatThrownBy(
                  () -> hub.bridge(BridgeSpec.of("harness1", Subnet.parse("172.17.8.0/24"))))
              .isInstanceOf(NetworkException.RouteTaken.class)
              .hasMessageMatching(
                  "the host has a route to 172\\.17\\.0\\.0/16 over harness[0-9a-f]{8}, which overlaps"
                      + " with 172\\.17\\.8\\.0/24");
          return hub.bridge(OTHER);
        });
  }

  @Test
  void refusesSubnetWithoutAnAddressForTheHost() {
    host.call(
        () -> {
          assertThatThrownBy(
                  () -> hub.bridge(BridgeSpec.of("harness1", Subnet.parse("10.0.0.0/30"))))
              .isInstanceOf(NetworkException.NoFreeAddress.class)
              .hasMessage("the subnet 10.0.0.0/30 has no second address beside the gateway's");
          return routes();
        });
  }

  @Test
  void forgetsTheRouteWithItsNetwork() {
    Bridge other = host.call(() -> hub.bridge(OTHER));
    assertThat(host.call(DirectLinkIT::routes)).contains("000012AC");

    host.call(
        () -> {
          other.delete(() -> {});
          return true;
        });

    assertThat(host.call(DirectLinkIT::routes)).doesNotContain("000012AC").contains("000011AC");
    hub.awaitDeleted();
    host.call(() -> hub.bridge(OTHER));
  }

  @Test
  void leavesNothingOnTheHost() {
    assertThat(host.call(DirectLinkIT::links)).contains("harness");

    hub.close();

    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (host.call(DirectLinkIT::links).contains("harness")) {
      assertThat(Instant.now()).isBefore(deadline);
    }
    assertThat(host.call(DirectLinkIT::routes).lines().skip(1)).isEqualTo(List.of());
  }
}
