package dev.harness.runtime.net.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.Bridge;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.WantedAddresses;
import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy of a hub without rules, of which a namespace is the host. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("NullAway.Init") // set before each test
class HttpProxyIT {
  private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private final TestNamespace host = TestNamespace.createHost();
  private final TestNamespace container = TestNamespace.create();
  private final TestNamespace other = TestNamespace.create();
  private final ExposedPorts exposed = new ExposedPorts();
  private Hub hub;
  private Bridge bridge;
  private Attachment attachment;
  private Attachment neighbour;
  private HttpProxy proxy;

  @BeforeEach
  void open() {
    hub = Hub.open();
    bridge = hub.bridge(BridgeSpec.of("out", Subnet.parse("172.17.0.0/16")));
    attachment = bridge.attach(container.fd());
    neighbour = bridge.attach(other.fd());
    proxy = host.call(() -> HttpProxy.open(hub, exposed));
  }

  @AfterEach
  void close() {
    proxy.close();
    neighbour.close();
    attachment.close();
    hub.close();
    other.close();
    container.close();
    host.close();
  }

  private Socket ask(String request) throws IOException {
    Socket socket =
        container.connect(new InetSocketAddress(attachment.gateway(), hub.proxyPort().getAsInt()));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private String answer(String request) throws IOException {
    try (Socket socket = ask(request)) {
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  @Test
  void tunnelsToExposedPortsOfTheHost() throws IOException {
    try (EchoServer server = EchoServer.listen(host, 8086)) {
      exposed.expose(server.port());

      try (Socket socket = ask("CONNECT host.docker.internal:8086 HTTP/1.1\r\n\r\nearly")) {

        assertThat(read(socket, ESTABLISHED.length())).isEqualTo(ESTABLISHED);
        assertThat(read(socket, 5)).isEqualTo("early");
        socket.getOutputStream().write(7);
        assertThat(socket.getInputStream().read()).isEqualTo(7);
      }
    }
  }

  @Test
  void passesRequestsOnToContainersByName() throws IOException {
    bridge.nameBy(
        (asking, name) ->
            asking.equals(attachment.address()) && name.equals("db")
                ? List.of(neighbour.address())
                : List.of());
    try (EchoServer server = EchoServer.listen(other, 8080)) {
      assertThat(server.port()).isEqualTo(8080);

      String echoed = answer("GET http://DB:8080/x HTTP/1.1\r\nHost: DB\r\n\r\n");

      assertThat(echoed).isEqualTo("GET /x HTTP/1.1\r\nHost: DB\r\nConnection: close\r\n\r\n");
    }
  }

  @Test
  void takesLoopbackForThatOfWhoAsks() throws IOException {
    try (EchoServer server = EchoServer.listen(container, 8081)) {
      assertThat(server.port()).isEqualTo(8081);

      assertThat(answer("GET http://127.0.0.1:8081/ HTTP/1.1\r\n\r\n"))
          .isEqualTo("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1:80            | 502 Bad Gateway | cannot connect to 127.0.0.1:80: connection refused
          127.1:80                | 403 Forbidden   | containers of 172.17.0.0/16 may not reach 127.0.0.1
          localhost:80            | 502 Bad Gateway | cannot connect to localhost:80: connection refused
          169.254.169.254:80      | 403 Forbidden   | may not reach 169.254.169.254
          224.0.0.1:80            | 403 Forbidden   | may not reach 224.0.0.1
          172.18.0.2:80           | 403 Forbidden   | may not reach 172.18.0.2
          host.docker.internal:80 | 403 Forbidden   | port 80 of the host is not exposed to containers
          172.17.0.1:80           | 403 Forbidden   | port 80 of the host is not exposed to containers
          172.17.0.3:81           | 502 Bad Gateway | cannot connect to 172.17.0.3:81: connection refused
          192.0.2.1:80            | 502 Bad Gateway | cannot connect to 192.0.2.1:80: network is unreachable
          no-such.invalid:80      | 502 Bad Gateway | cannot find no-such.invalid: neither
          """)
  void saysWhyNot(String server, String status, String reason) throws IOException {
    Bridge foreign = hub.bridge(BridgeSpec.of("foreign", Subnet.parse("172.18.0.0/16")));
    assertThat(foreign.gateway().getHostAddress()).isEqualTo("172.18.0.1");

    String answer = answer("CONNECT " + server + " HTTP/1.1\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + "\r\n").contains(reason);
  }

  @Test
  void keepsInternalNetworksOut() throws IOException {
    BridgeSpec spec = BridgeSpec.of("in", Subnet.parse("172.20.0.0/16"));
    try (TestNamespace inside = TestNamespace.create();
        Attachment place =
            hub.bridge(new BridgeSpec(spec.link(), spec.addresses(), spec.ipv6(), spec.mtu(), true))
                .attach(inside.fd(), "eth0", WantedAddresses.ANY, true);
        Socket socket =
            inside.connect(new InetSocketAddress(place.gateway(), hub.proxyPort().getAsInt()))) {

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }
}
