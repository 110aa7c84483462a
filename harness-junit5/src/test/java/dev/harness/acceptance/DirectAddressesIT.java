package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.EngineUnavailableException;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.exec.ExecResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Containers' own addresses, where root has asked for them; elsewhere the reason why not (N21). */
class DirectAddressesIT {
  private static final Map<String, String> DIRECT = Map.of("HARNESS_DIRECT_ADDRESSES", "true");
  private static final ContainerSpec SERVER =
      ContainerSpec.image("debian.internal/busybox")
          .command("nc", "-ll", "-p", "80", "-e", "echo", "hello")
          .waitFor(Wait.forCommand("nc", "-w", "3", "127.0.0.1", "80"));

  private static Harness open() {
    assumeThat(Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward")) && isRoot())
        .as("needs root of the machine")
        .isTrue();
    return Harness.open(DIRECT);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String answer(RunningContainer server) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.address(), 80), 30_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  /** The addresses that this machine has for the networks of engines. */
  private static List<InetAddress> addressesOfThisMachine() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .filter(link -> link.getName().startsWith("harness"))
        .flatMap(link -> Collections.list(link.getInetAddresses()).stream())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Set<String> links() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .map(NetworkInterface::getName)
        .filter(name -> name.startsWith("harness"))
        .collect(Collectors.toSet());
  }

  private static ExecResult connect(RunningContainer from, String address, int port) {
    return from.exec("nc", "-w", "3", address, Integer.toString(port));
  }

  @Test
  void areRefusedToOrdinaryUsersWithWhatToDoInstead() {
    assumeThat(isRoot()).as("root may").isFalse();

    assertThatThrownBy(() -> Harness.open(DIRECT))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("need an engine that root starts")
        .hasMessageContaining("use published ports");
  }

  @Test
  void leadToContainersOfAllNetworks() throws IOException {
    try (Harness harness = open()) {
      RunningContainer inDefault = harness.start(SERVER);
      RunningContainer inOther = harness.start(SERVER.network(harness.network()));

      assertThat(answer(inDefault)).isEqualTo("hello");
      assertThat(answer(inOther)).isEqualTo("hello");
    }
  }

  @Test
  void goWithTheirNetworks() throws IOException {
    try (Harness harness = open()) {
      // The kernel may still be ending those of an engine before, in the background.
      List<InetAddress> before = addressesOfThisMachine();
      List<InetAddress> made;
      try (ContainerNetwork network = harness.network();
          RunningContainer server = harness.start(SERVER.network(network))) {
        assertThat(answer(server)).isEqualTo("hello");
        made = addressesOfThisMachine();
        made.removeAll(before);
        assertThat(made).hasSize(1);
      }
      assertThat(addressesOfThisMachine()).doesNotContainAnyElementsOf(made);
    }
  }

  @Test
  void differFromThoseOfAnotherEngine() throws IOException {
    try (Harness first = open();
        Harness second = open()) {
      RunningContainer one = first.start(SERVER);
      RunningContainer two = second.start(SERVER);

      assertThat(one.address()).isNotEqualTo(two.address());
      assertThat(answer(one)).isEqualTo("hello");
      assertThat(answer(two)).isEqualTo("hello");
      assertThat(connect(one, two.address(), 80).stderr()).contains("No route to host");
      assertThat(connect(two, one.address(), 80).exitCode()).isNotZero();
    }
  }

  @Test
  void endWithAKilledEngine() throws IOException {
    Set<String> before = links();
    Set<ProcessHandle> others = boots();
    try (Harness harness = open()) {
      Set<String> made = links();
      made.removeAll(before);
      assertThat(made).hasSize(1);
      Set<ProcessHandle> own = boots();
      own.removeAll(others);
      assertThat(own).hasSize(1);

      assertThat(own).allMatch(ProcessHandle::destroyForcibly);

      // The kernel ends namespaces one after the other, in the background.
      Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
      while (links().containsAll(made)) {
        assertThat(Instant.now()).isBefore(deadline);
      }
    }
  }

  /** The first processes of the engines of this JVM; a later one may have a lower number. */
  private static Set<ProcessHandle> boots() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").contains("boot-"))
        .collect(Collectors.toSet());
  }

  @Nested
  class Hostile {

    @Test
    void containersReachNoServerOfTheHost() throws IOException {
      try (Harness harness = open();
          ServerSocket everywhere = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
        RunningContainer inDefault = harness.start(SERVER);
        RunningContainer inOther = harness.start(SERVER.network(harness.network()));

        for (InetAddress address : addressesOfThisMachine()) {
          for (RunningContainer from : List.of(inDefault, inOther)) {
            ExecResult result = connect(from, address.getHostAddress(), everywhere.getLocalPort());
            assertThat(result.exitCode()).isNotZero();
          }
        }
        everywhere.setSoTimeout(1);
        assertThatThrownBy(everywhere::accept).hasMessageContaining("timed out");
      }
    }

    @Test
    void networksStayApart() throws IOException {
      try (Harness harness = open()) {
        RunningContainer inDefault = harness.start(SERVER);
        RunningContainer inOther = harness.start(SERVER.network(harness.network()));

        assertThat(connect(inDefault, inOther.address(), 80).stdout()).isEmpty();
        assertThat(connect(inOther, inDefault.address(), 80).stdout()).isEmpty();
      }
    }
  }
}
