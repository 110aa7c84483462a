package dev.harness.runtime.net.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.NetworkException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ReservationTest {
  private static final ContainerPort POSTGRES = ContainerPort.tcp(5432);
  private static final InetAddress IPV4 = InetAddress.getLoopbackAddress();
  private static final InetAddress IPV6 = loopback6();

  @Test
  void takesTheSamePortOnBothLoopbackAddresses() throws IOException {
    assumeIpv6();

    try (Reservation reservation = Reservation.onLoopback(POSTGRES, 0)) {

      int port = reservation.hostPort();
      assertThat(port).isPositive();
      assertThat(reservation.addresses())
          .containsExactly(new InetSocketAddress(IPV4, port), new InetSocketAddress(IPV6, port));
    }
  }

  @Test
  void refusesConnections() {
    try (Reservation reservation = Reservation.onLoopback(POSTGRES, 0)) {

      assertThat(reservation.addresses())
          .allSatisfy(
              address ->
                  assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                      .isInstanceOf(ConnectException.class)
                      .hasMessageContaining("Connection refused"));
    }
  }

  @Test
  void keepsOthersFromThePort() {
    try (Reservation reservation = Reservation.onLoopback(POSTGRES, 0)) {

      assertThatThrownBy(() -> new ServerSocket(reservation.hostPort()))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void keepsOthersFromARequestedPort() throws IOException {
    int port = freePort();
    try (Reservation reservation = Reservation.onLoopback(POSTGRES, port)) {
      assertThat(reservation.hostPort()).isEqualTo(port);

      assertThatThrownBy(() -> new ServerSocket(port)).isInstanceOf(BindException.class);
    }
  }

  @Test
  void refusesPortInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, IPV4)) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> Reservation.onLoopback(POSTGRES, port))
          .isInstanceOf(NetworkException.PortUnavailable.class)
          .hasMessage(
              "cannot publish container port 5432/tcp on 127.0.0.1:%d: port is already allocated;"
                  + " end what uses it, or leave the host port out for a free one",
              port);
    }
  }

  @Test
  void refusesPortInUseOnIpv6Only() throws IOException {
    assumeIpv6();
    // One that is free for IPv4, too.
    try (ServerSocket other = new ServerSocket(freePort(), 1, IPV6)) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> Reservation.onLoopback(POSTGRES, port))
          .isInstanceOf(NetworkException.PortUnavailable.class)
          .hasMessageStartingWith("cannot publish container port 5432/tcp on [::1]:%d:", port);
      new ServerSocket(port, 1, IPV4).close();
    }
  }

  @Test
  void refusesPortReservedBefore() {
    try (Reservation first = Reservation.onLoopback(POSTGRES, 0)) {

      assertThatThrownBy(() -> Reservation.onLoopback(POSTGRES, first.hostPort()))
          .isInstanceOf(NetworkException.PortUnavailable.class)
          .hasMessageContaining("port is already allocated");
    }
  }

  @Test
  void refusesRequestedPortReservedBefore() throws IOException {
    int port = freePort();
    try (Reservation first = Reservation.onLoopback(POSTGRES, port)) {

      assertThatThrownBy(() -> Reservation.onLoopback(POSTGRES, port))
          .isInstanceOf(NetworkException.PortUnavailable.class)
          .hasMessageContaining("port is already allocated");
      assertThat(first.hostPort()).isEqualTo(port);
    }
  }

  @Test
  void takesPortWhoseLastConnectionsLinger() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, IPV4);
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      port = server.getLocalPort();
      server.accept().close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    try (Reservation reservation = Reservation.onLoopback(POSTGRES, port)) {
      assertThat(reservation.hostPort()).isEqualTo(port);
    }
  }

  @Test
  void freesThePortOnClose() throws IOException {
    Reservation reservation = Reservation.onLoopback(POSTGRES, 0);
    reservation.close();
    reservation.close();

    new ServerSocket(reservation.hostPort()).close();
    assertThat(reservation.containerPort()).isEqualTo(POSTGRES);
  }

  @Test
  void takesPortOnAllAddressesWhenAsked() throws IOException {
    InetAddress all = InetAddress.getByName("0.0.0.0");
    try (Reservation reservation = Reservation.onAddress(POSTGRES, all, 0)) {

      int port = reservation.hostPort();
      assertThat(reservation.addresses()).containsExactly(new InetSocketAddress(all, port));
      assertThatThrownBy(() -> new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2")))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void refusesAddressThatTheHostDoesNotHave() throws IOException {
    InetAddress foreign = InetAddress.getByName("192.0.2.1");

    assertThatThrownBy(() -> Reservation.onAddress(POSTGRES, foreign, 0))
        .isInstanceOf(NetworkException.PortUnavailable.class)
        .hasMessage(
            "cannot publish container port 5432/tcp on 192.0.2.1:0:"
                + " this host has no such address; use 127.0.0.1 or 0.0.0.0");
  }

  private static InetAddress loopback6() {
    byte[] bytes = new byte[16];
    bytes[15] = 1;
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void assumeIpv6() throws IOException {
    boolean present = true;
    try (ServerSocket socket = new ServerSocket(0, 1, IPV6)) {
      assertThat(socket.isBound()).isTrue();
    } catch (BindException e) {
      present = false;
    }
    assumeThat(present).as("this host has no ::1").isTrue();
  }
}
