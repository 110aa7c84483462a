package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Networks of the hub that have IPv6. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Ipv6HubIT {
  private final TestNamespace first = TestNamespace.create();
  private final TestNamespace second = TestNamespace.create();
  private Hub hub;
  private Bridge bridge;

  @BeforeEach
  void open() {
    hub = Hub.open();
    bridge = hub.bridge(spec("harness0", "172.17.0.0/16", "fd00:5::/64"));
  }

  @AfterEach
  void close() {
    hub.close();
    first.close();
    second.close();
  }

  @Test
  void givesContainerAddressesThatCanBeUsedAtOnce() throws IOException {
    try (Attachment attachment = bridge.attach(first.fd())) {
      assertThat(attachment.ipv6())
          .contains(new Ipv6Place(address("fd00:5::2"), 64, address("fd00:5::1")));

      List<String> lines =
          first.call(() -> Files.readAllLines(Path.of("/proc/thread-self/net/if_inet6")));

      // 02 says that nobody was asked, 40 that it would be tentative.
      assertThat(lines)
          .filteredOn(line -> line.endsWith("eth0"))
          .map(line -> line.substring(0, 32) + line.substring(35, 44))
          .containsExactlyInAnyOrder(
              "fd000005000000000000000000000002 40 00 82",
              "fe800000000000000042acfffe110002 40 20 82");
    }
  }

  @Test
  void connectsContainersOfOneBridge() throws IOException {
    try (Attachment server = bridge.attach(first.fd());
        Attachment client = bridge.attach(second.fd());
        ServerSocket listener = first.call(() -> new ServerSocket(80))) {

      Socket connection = second.call(() -> new Socket(server.ipv6().orElseThrow().address(), 80));

      try (connection;
          Socket accepted = listener.accept()) {
        assertThat(accepted.getInetAddress()).isEqualTo(client.ipv6().orElseThrow().address());
      }
    }
  }

  @Test
  void leadsNowhereElse() {
    Bridge other = hub.bridge(spec("harness1", "172.18.0.0/16", "fd00:6::/64"));
    try (Attachment server = bridge.attach(first.fd());
        Attachment client = other.attach(second.fd())) {
      assertThat(client.address().getHostAddress()).isEqualTo("172.18.0.2");

      assertThatThrownBy(() -> second.call(() -> connect(server.ipv6().orElseThrow().address())))
          .rootCause()
          .hasMessageContaining("Network is unreachable");
    }
  }

  @Test
  void hasNoAddressBesideTheGateways() throws IOException {
    List<String> lines =
        hub.inHub(
            () -> {
              try {
                return Files.readAllLines(Path.of("/proc/thread-self/net/if_inet6"));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    assertThat(lines)
        .filteredOn(line -> !line.endsWith("lo"))
        .singleElement()
        .asString()
        .startsWith("fd000005000000000000000000000001");
  }

  @Test
  void givesTheAddressThatIsAskedForOnce() throws IOException {
    WantedAddresses wanted =
        new WantedAddresses(Optional.empty(), Optional.of(address("fd00:5::77")));
    try (Attachment attachment = bridge.attach(first.fd(), "eth0", wanted, true)) {
      assertThat(attachment.ipv6().orElseThrow().address()).isEqualTo(address("fd00:5::77"));

      assertThatThrownBy(() -> bridge.attach(second.fd(), "eth0", wanted, true))
          .isInstanceOf(NetworkException.AddressInUse.class)
          .hasMessageStartingWith("Address already in use: fd00:5::77 of the network fd00:5::/64");
    }
    try (Attachment again = bridge.attach(second.fd(), "eth0", wanted, true)) {
      assertThat(again.address().getHostAddress()).isNotEqualTo("172.17.0.1");
    }
  }

  @Test
  void refusesAddressInNetworkWithoutIpv6() throws IOException {
    Bridge plain = hub.bridge(BridgeSpec.of("harness2", Subnet.parse("172.19.0.0/16")));
    WantedAddresses wanted =
        new WantedAddresses(Optional.empty(), Optional.of(address("fd00:5::77")));

    assertThatThrownBy(() -> plain.attach(first.fd(), "eth0", wanted, true))
        .isInstanceOf(NetworkException.AddressUnavailable.class)
        .hasMessage(
            "no configured subnet contains IP address fd00:5::77: the network has none of IPv6");
  }

  private static BridgeSpec spec(String link, String subnet, String subnet6) {
    AddressPlan<Inet4Address> ipv4 = AddressPlan.of(Subnet.parse(subnet));
    AddressPlan<Inet6Address> ipv6 = AddressPlan.of(Subnet6.parse(subnet6));
    return new BridgeSpec(link, ipv4, Optional.of(ipv6), BridgeSpec.DEFAULT_MTU, false);
  }

  private static Inet6Address address(String text) throws UnknownHostException {
    return (Inet6Address) InetAddress.getByName(text);
  }

  private static boolean connect(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, 80), 500);
      return true;
    }
  }
}
