package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.process.Namespaces;
import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubIT {
  private static final String IPV6_LOOPBACK = "00000000000000000000000000000001 lo";

  private final TestNamespace first = TestNamespace.create();
  private final TestNamespace second = TestNamespace.create();
  private Hub hub;
  private Bridge bridge;

  @BeforeEach
  void open() {
    hub = Hub.open();
    bridge = hub.bridge(BridgeSpec.of("harness0", Subnet.parse("172.17.0.0/16")));
  }

  @AfterEach
  void close() {
    hub.close();
    first.close();
    second.close();
  }

  @Test
  void leavesTheCallerInItsNamespace() throws IOException {
    Path mine = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"));

    bridge.attach(first.fd());

    assertThat(Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"))).isEqualTo(mine);
  }

  @Test
  void givesContainerAddressRouteAndHardwareAddress() throws IOException {
    try (Attachment attachment = bridge.attach(first.fd())) {

      assertThat(attachment.address().getHostAddress()).isEqualTo("172.17.0.2");
      assertThat(attachment.prefixLength()).isEqualTo(16);
      assertThat(attachment.gateway().getHostAddress()).isEqualTo("172.17.0.1");
      assertThat(attachment.mac()).hasToString("02:42:ac:11:00:02");
      assertThat(first.call(HubIT::links)).containsExactlyInAnyOrder("lo", "eth0");
      assertThat(first.call(HubIT::ipv6Addresses)).containsExactly(IPV6_LOOPBACK);
      assertThat(first.call(() -> Files.readString(Path.of("/proc/thread-self/net/route"))))
          .containsPattern("eth0\\s+00000000\\s+010011AC\\s+0003")
          .containsPattern("eth0\\s+000011AC\\s+00000000\\s+0001");
    }
  }

  @Test
  void connectsContainersOfOneBridge() throws IOException {
    try (Attachment server = bridge.attach(first.fd());
        Attachment client = bridge.attach(second.fd());
        ServerSocket listener = first.call(() -> new ServerSocket(80))) {

      Socket connection = second.call(() -> new Socket(server.address(), 80));

      try (connection;
          Socket accepted = listener.accept()) {
        assertThat(accepted.getInetAddress()).isEqualTo(client.address());
      }
    }
  }

  @Test
  void forwardsNothingBetweenBridges() {
    Bridge other = hub.bridge(BridgeSpec.of("harness1", Subnet.parse("172.18.0.0/16")));
    try (Attachment server = bridge.attach(first.fd());
        Attachment client = other.attach(second.fd())) {
      assertThat(client.address().getHostAddress()).isEqualTo("172.18.0.2");

      String outcome = second.call(() -> connect(server.address()));

      assertThat(outcome).isEqualTo("SocketTimeoutException");
    }
  }

  @Test
  void allowsLowPortsAndPing() {
    try (Attachment attachment = bridge.attach(first.fd())) {
      assertThat(attachment.prefixLength()).isEqualTo(16);
      assertThat(first.call(() -> setting("net/ipv4/ip_unprivileged_port_start"))).isEqualTo("0");
      assertThat(first.call(() -> setting("net/ipv4/ping_group_range")))
          .matches("0\\s+[0-9]+")
          .doesNotMatch("1\\s+0");
    }
  }

  @Test
  void sendsAsSuitsOneMachine() {
    try (Attachment attachment = bridge.attach(first.fd())) {
      assertThat(attachment.prefixLength()).isEqualTo(16);
      String rules = "net/ipv4/tcp_congestion_control";
      assertThat(first.call(() -> setting(rules))).isEqualTo("reno");
      assertThat(hub.inHub(() -> Sysctl.ofThread().is(rules, "reno"))).isTrue();
    }
  }

  @Test
  void deletesLinkAndFreesAddressOnClose() {
    Bridge small = hub.bridge(BridgeSpec.of("harness2", Subnet.parse("10.9.0.0/30")));
    small.attach(first.fd()).close();

    try (Attachment again = small.attach(second.fd())) {

      assertThat(again.address().getHostAddress()).isEqualTo("10.9.0.2");
      assertThat(first.call(HubIT::links)).containsExactly("lo");
      assertThat(first.call(HubIT::ipv6Addresses)).containsExactly(IPV6_LOOPBACK);
    }
  }

  @Test
  void closesAfterTheContainersNamespaceIsGone() {
    Attachment attachment = bridge.attach(first.fd());
    first.close();

    attachment.close();
    attachment.close();

    try (Attachment next = bridge.attach(second.fd())) {
      assertThat(next.address().getHostAddress()).isEqualTo("172.17.0.3");
    }
  }

  @Test
  void setsUpLoopbackAlone() {
    hub.loopbackOnly(first.fd());

    assertThat(first.call(HubIT::links)).containsExactly("lo");
    assertThat(first.call(HubIT::ipv6Addresses)).containsExactly(IPV6_LOOPBACK);
  }

  @Test
  void attachesNamespaceOfAnotherUserNamespace() throws IOException, InterruptedException {
    Process container =
        new ProcessBuilder("unshare", "--user", "--net", "sh", "-c", "echo; exec sleep 60").start();
    try {
      assertThat(container.getInputStream().read()).isEqualTo('\n');
      Fd network = Namespaces.open((int) container.pid(), NamespaceKind.NETWORK);

      try (TestNamespace foreign = TestNamespace.owning(network);
          Attachment attachment = bridge.attach(foreign.fd())) {

        assertThat(attachment.address().getHostAddress()).isEqualTo("172.17.0.2");
        assertThat(setting("net/ipv4/ip_unprivileged_port_start")).isNotEqualTo("0");
        assertThat(foreign.call(HubIT::links)).contains("eth0");
        assertThat(foreign.call(() -> setting("net/ipv4/ip_unprivileged_port_start")))
            .isEqualTo("0");
      }
    } finally {
      container.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void explainsNamespaceOfAnotherKind() {
    int self = (int) ProcessHandle.current().pid();
    try (Fd file = Namespaces.open(self, NamespaceKind.UTS)) {

      assertThatThrownBy(() -> bridge.attach(file))
          .isInstanceOf(NetworkException.SetUpFailed.class)
          .hasMessage(
              "cannot attach a container to the network 172.17.0.0/16:"
                  + " netlink(request=create veth pair vethac110002 and eth0):"
                  + " EINVAL (invalid argument)");
    }
  }

  @Test
  void refusesSecondBridgeOfTheSameName() {
    assertThatThrownBy(() -> hub.bridge(BridgeSpec.of("harness0", Subnet.parse("172.17.0.0/16"))))
        .isInstanceOf(NetworkException.SetUpFailed.class)
        .hasMessage(
            "cannot make the bridge harness0:"
                + " netlink(request=create bridge harness0): EEXIST (file exists)");
  }

  @Test
  void endsItsThreads() {
    hub.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("harness-hub"));
  }

  /** The JDK's list of links mixes in IPv6 addresses of the process's own namespace. */
  private static List<String> links() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/net/dev")).stream()
        .skip(2)
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .toList();
  }

  private static List<String> ipv6Addresses() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/net/if_inet6")).stream()
        .map(line -> line.replaceAll("^(\\S+).* (\\S+)$", "$1 $2"))
        .toList();
  }

  /** The kernel gives the value to the first read only, so that must ask for all of it. */
  private static String setting(String name) throws IOException {
    try (InputStream value = Files.newInputStream(Path.of("/proc/sys", name))) {
      return new String(value.readNBytes(100), StandardCharsets.US_ASCII).strip();
    }
  }

  private static String connect(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, 80), 500);
      return "connected";
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }
}
