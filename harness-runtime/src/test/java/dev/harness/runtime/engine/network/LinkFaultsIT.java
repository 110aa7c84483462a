package dev.harness.runtime.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.ContainerName;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.out.Detours;
import dev.harness.runtime.net.out.ExposedPorts;
import dev.harness.runtime.net.out.Outbound;
import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.testing.TestNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links between two empty containers, from their opening to their end. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkFaultsIT {
  private static final int PORT = 5432;

  private final TestNamespace clientPlace = TestNamespace.create();
  private final TestNamespace serverPlace = TestNamespace.create();
  private final Member client = member("client");
  private final Member server = member("server");
  private final Hub hub = Hub.open();
  private final Detours detours = new Detours(hub);
  private final Networks networks =
      Networks.open(hub, detours, (action, network, more) -> {}, Clock.systemUTC());
  private final LinkFaults links = networks.links();
  private Outbound outbound;
  private Network network;
  private Endpoint from;
  private Endpoint to;
  private ServerSocket listener;

  @BeforeEach
  void open() {
    outbound = Outbound.open(hub, new ExposedPorts(), detours);
    network = networks.create(NetworkRequest.named("backend"));
    from = join(client, clientPlace);
    to = join(server, serverPlace);
    listener = serverPlace.call(() -> new ServerSocket(PORT));
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    from.close();
    to.close();
    outbound.close();
    hub.close();
    clientPlace.close();
    serverPlace.close();
  }

  private static Member member(String name) {
    return new Member(ContainerId.random(), new ContainerName(name), name);
  }

  private Endpoint join(Member member, TestNamespace place) {
    return network.join(member, EndpointRequest.PLAIN, place.fd(), "eth0", true);
  }

  private Socket connect() {
    return clientPlace.call(() -> new Socket(to.attachment().address(), PORT));
  }

  /** Who the server says is connected to it. */
  private InetAddress caller() throws IOException {
    try (Socket socket = connect();
        Socket accepted = listener.accept()) {
      assertThat(socket.isConnected()).isTrue();
      return accepted.getInetAddress();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private boolean isDirect() {
    try {
      return caller().equals(from.attachment().address());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isOpenUntilItsConnectionsHaveEnded() throws Exception {
    Faults faults = links.open(client.id(), server.id());
    try (Socket socket = connect();
        Socket accepted = listener.accept()) {
      faults.set(new Faults.Setting(Duration.ZERO, 0, true));

      links.close(client.id(), server.id());

      assertThat(links.find(client.id(), server.id())).isEmpty();
      socket.getOutputStream().write(7);
      assertThat(accepted.getInputStream().read()).isEqualTo(7);
    }
    await(this::isDirect);
  }

  @Test
  void canBeOpenedAgainBeforeItHasEnded() throws IOException {
    Faults faults = links.open(client.id(), server.id());
    try (Socket socket = connect();
        Socket accepted = listener.accept()) {
      links.close(client.id(), server.id());

      assertThat(links.open(client.id(), server.id())).isSameAs(faults);

      assertThat(socket.isConnected() && accepted.isConnected()).isTrue();
    }
    assertThat(caller()).isEqualTo(from.attachment().gateway());
  }

  @Test
  void resetsItsConnectionsWhenTheServerLeaves() throws IOException {
    Faults unused = links.open(client.id(), server.id());
    try (Socket socket = connect();
        Socket accepted = listener.accept()) {
      // What has passed on a byte has been taken by the engine.
      socket.getOutputStream().write(7);
      assertThat(accepted.getInputStream().read()).isEqualTo(7);

      to.close();

      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void leadsToTheServerThatIsBack() throws IOException {
    Faults unused = links.open(client.id(), server.id());
    to.leave();

    to = join(server, serverPlace);

    assertThat(caller()).isEqualTo(from.attachment().gateway());
  }

  @Test
  void leadsNobodyElseToTheAddressOfOneThatHasLeft() throws IOException {
    Faults unused = links.open(client.id(), server.id());
    to.leave();
    Member another = member("another");

    to =
        network.join(
            another, EndpointRequest.PLAIN, serverPlace.fd(), to.attachment().link(), true);

    assertThat(caller()).isEqualTo(from.attachment().address());
  }

  @Test
  void isForgottenWithItsContainer() {
    Faults unused = links.open(client.id(), server.id());
    to.close();

    links.forget(server.id());

    assertThat(links.find(client.id(), server.id())).isEmpty();
  }

  @Test
  void refusesContainersThatDoNotRun() {
    ContainerId stranger = ContainerId.random();

    assertThatThrownBy(() -> links.open(client.id(), stranger))
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessageContaining(stranger.shortForm() + " does not run");
  }

  @Test
  void refusesNetworksWithIpv6WhichFaultsDoNotReach() {
    NetworkRequest request =
        new NetworkRequest(
            "both",
            Map.of(),
            false,
            false,
            Map.of(),
            PoolRequest.any(),
            Optional.of(PoolRequest.any()),
            BridgeSpec.DEFAULT_MTU);
    Network both = networks.create(request);

    try (Endpoint here = both.join(client, EndpointRequest.PLAIN, clientPlace.fd(), "eth1", false);
        Endpoint there =
            both.join(server, EndpointRequest.PLAIN, serverPlace.fd(), "eth1", false)) {
      assertThat(List.of(here, there)).allMatch(end -> end.attachment().ipv6().isPresent());
      assertThatThrownBy(() -> links.open(client.id(), server.id()))
          .isInstanceOf(EngineException.Conflict.class)
          .hasMessageContaining("in network both, because it has IPv6");
    }
  }

  @Test
  void refusesALinkToItself() {
    assertThatThrownBy(() -> links.open(client.id(), client.id()))
        .isInstanceOf(EngineException.InvalidRequest.class)
        .hasMessageContaining("to itself");
  }

  @Test
  void saysWhyThereAreNone() {
    Detours none = new Detours(hub);
    none.impossible("the kernel has no packet filter");
    LinkFaults without = new LinkFaults(none, networks::all);

    assertThatThrownBy(() -> without.open(client.id(), server.id()))
        .isInstanceOf(EngineException.Failed.class)
        .hasMessage("links cannot have faults on this machine: the kernel has no packet filter");
  }
}
