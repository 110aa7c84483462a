package dev.harness.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenPortsTest {
  private static final ContainerPort WEB = ContainerPort.tcp(80);

  @Test
  void choosesAnotherForEach() {
    ChosenPorts chosen = ChosenPorts.forEach(List.of(WEB, ContainerPort.udp(80)));

    assertThat(chosen.hostPorts().values()).doesNotHaveDuplicates().allMatch(port -> port > 0);
    assertThat(chosen.hostPort(WEB)).matches("[0-9]+");
    assertThat(chosen.hostPort(ContainerPort.tcp(81))).isEmpty();
  }

  @Test
  void seesThatAnotherHasTakenOne() throws IOException {
    ChosenPorts chosen = ChosenPorts.forEach(List.of(WEB));
    try (ServerSocket other =
        new ServerSocket(number(chosen, WEB), 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();

      assertThat(chosen.areFree()).isFalse();
    }
    assertThat(chosen.areFree()).isTrue();
  }

  @Test
  void takesPortsOfUdpForAnothers() throws IOException {
    ContainerPort dns = ContainerPort.udp(53);
    ChosenPorts chosen = ChosenPorts.forEach(List.of(dns));
    int port = number(chosen, dns);
    try (DatagramSocket other = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();

      assertThat(chosen.areFree()).isFalse();
    }
  }

  private static int number(ChosenPorts chosen, ContainerPort port) {
    return Integer.parseInt(chosen.hostPort(port));
  }

  @Test
  void needsNoneWhereNoneIsNamed() {
    assertThat(ChosenPorts.forEach(List.of())).isEqualTo(ChosenPorts.NONE);
    assertThat(ChosenPorts.NONE.areFree()).isTrue();
  }
}
