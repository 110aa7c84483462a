package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.acceptance.Ended;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docker network} and the options of {@code docker run} about networks do. */
@ExtendWith(ApiExtension.class)
class DockerNetworkIT {
  private static final String NETWORK = "cli-net";

  @TempDir static Path home;

  @BeforeAll
  static void makeTheNetwork(Api api) throws IOException {
    DockerCli.assumeThatItIsHere();
    succeed(api, "network", "create", "--subnet", "10.81.0.0/24", NETWORK);
    succeed(
        api,
        List.of("run", "-d", "--name", "cli-peer", "--hostname", "inside", "--network", NETWORK),
        "sleep 1000");
  }

  @AfterAll
  static void removeIt(Api api) throws IOException {
    docker(api, "rm", "-f", "cli-peer");
    docker(api, "network", "rm", NETWORK);
  }

  private static Ended docker(Api api, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).run(arguments);
  }

  private static String succeed(Api api, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).succeed(arguments);
  }

  private static String succeed(Api api, List<String> options, String script) throws IOException {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of(Api.IMAGE, "sh", "-c", script));
    return succeed(api, command.toArray(String[]::new));
  }

  @ParameterizedTest(name = "docker run {0}")
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          --network cli-net => ping -c 1 -W 30 cli-peer >/dev/null; echo $? => 0
          --network cli-net => ping -c 1 -W 30 inside >/dev/null; echo $? => 0
          --network bridge => ping -c 1 -W 1 cli-peer >/dev/null 2>&1 || echo unknown => unknown
          --network none => ls /sys/class/net => lo
          --network host => ls -d /sys/class/net/harness0 2>/dev/null || echo host => host
          --network container:cli-peer => hostname -i => 10.81.0.2
          --network cli-net --network-alias db --network-alias web => nslookup web | grep -c 'Address.*10.81' => 1
          --network cli-net --net-alias db => ping -c 1 -W 30 db >/dev/null; echo $? => 0
          --network cli-net --ip 10.81.0.99 => hostname -i => 10.81.0.99
          --dns 10.1.2.3 => grep -c 'nameserver 10.1.2.3' /etc/resolv.conf => 1
          --dns 10.1.2.3 --dns-search a.example --dns-search b.example => grep search /etc/resolv.conf => search a.example b.example
          --dns-search . => grep -c search /etc/resolv.conf; true => 0
          --dns-option ndots:3 --dns-opt rotate => grep options /etc/resolv.conf => options ndots:3 rotate
          --network cli-net --dns 10.1.2.3 => grep -c 'nameserver 127.0.0.11' /etc/resolv.conf => 1
          --add-host db:10.1.2.3 => grep -w db /etc/hosts | tr '\\t' ' ' => 10.1.2.3 db
          --add-host db:fd00::7 => grep -w db /etc/hosts | tr '\\t' ' ' => fd00::7 db
          --add-host host.docker.internal:host-gateway => grep -c host.docker.internal /etc/hosts => 1
          --network cli-net --add-host db:10.1.2.3 => ping -c 1 -W 1 -q db 2>&1 | head -1 => PING db (10.1.2.3): 56 data bytes
          --network cli-net --sysctl net.ipv4.ip_forward=0 => cat /proc/sys/net/ipv4/ip_forward => 0
          """)
  void honours(String options, String script, String expected, Api api) throws IOException {
    List<String> run = new ArrayList<>(List.of("run", "--rm"));
    run.addAll(List.of(options.split(" ", -1)));

    assertThat(succeed(api, run, script)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "docker run -p {0}")
  @CsvSource({
    "127.0.0.1::80,           80/tcp -> 127.0.0.1:",
    "127.0.0.1::53/udp,       53/udp -> 127.0.0.1:",
    "[::1]::80,               80/tcp -> [::1]:",
    "80,                      80/tcp -> 127.0.0.1:",
    "127.0.0.1:PORT:80,       80/tcp -> 127.0.0.1:PORT",
    "127.0.0.1:PORT-PORT:80,  80/tcp -> 127.0.0.1:PORT",
    "127.0.0.1:PORT:80/udp,   80/udp -> 127.0.0.1:PORT"
  })
  void publishes(String given, String shown, Api api) throws IOException {
    String free = Integer.toString(FreePort.find());

    succeed(
        api,
        List.of("run", "-d", "--name", "cli-port", "-p", given.replace("PORT", free)),
        "sleep 1000");

    assertThat(succeed(api, "port", "cli-port")).contains(shown.replace("PORT", free));
    succeed(api, "rm", "-f", "cli-port");
  }

  @Test
  void keepsSysctlsWhenAContainerJoinsAnotherNetwork(Api api) throws IOException {
    String file = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
    succeed(
        api,
        List.of(
            "run",
            "-d",
            "--name",
            "cli-kept",
            "--sysctl",
            "net.ipv4.ip_unprivileged_port_start=99"),
        "sleep 1000");

    succeed(api, "network", "connect", NETWORK, "cli-kept");

    assertThat(succeed(api, "exec", "cli-kept", "cat", file)).isEqualTo("99");
    succeed(api, "rm", "-f", "cli-kept");
  }

  @Test
  void publishesAllExposedPortsAndRanges(Api api) throws IOException {
    succeed(
        api,
        List.of("run", "-d", "--name", "cli-all", "-P", "--expose", "80-81", "--expose", "53/udp"),
        "sleep 1000");

    assertThat(succeed(api, "port", "cli-all")).contains("53/udp -> ", "80/tcp -> ", "81/tcp -> ");
    succeed(api, "rm", "-f", "cli-all");
  }

  @Test
  void refusesPortsThatAreTakenOrNone(Api api) throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = "127.0.0.1:" + taken.getLocalPort() + ":80";

      assertThat(docker(api, "run", "-p", port, Api.IMAGE, "true").errors())
          .contains("port is already allocated");
    }
    assertThat(docker(api, "run", "-p", "127.0.0.1::80/sctp", Api.IMAGE, "true").errors())
        .contains("sctp");
  }

  @Test
  void makesNetworksAsAsked(Api api) throws IOException {
    succeed(
        api,
        "network",
        "create",
        "--driver",
        "bridge",
        "--internal",
        "--subnet",
        "10.82.0.0/16",
        "--ip-range",
        "10.82.5.0/24",
        "--gateway",
        "10.82.5.254",
        "--aux-address",
        "printer=10.82.5.1",
        "--opt",
        "com.docker.network.driver.mtu=1400",
        "cli-made");

    String seen =
        succeed(
            api,
            List.of("run", "--rm", "--network", "cli-made"),
            "hostname -i; cat /sys/class/net/eth0/mtu; ip route | grep -c default; true");
    assertThat(seen.lines()).containsExactly("10.82.5.0", "1400", "0");
    assertThat(succeed(api, "network", "inspect", "cli-made"))
        .contains("\"Subnet\": \"10.82.0.0/16\"", "\"IPRange\": \"10.82.5.0/24\"")
        .contains("\"Gateway\": \"10.82.5.254\"", "\"printer\": \"10.82.5.1\"")
        .contains("\"Internal\": true");
    succeed(api, "network", "rm", "cli-made");
  }

  @Test
  void makesNetworksWithIpv6(Api api) throws IOException {
    succeed(api, "network", "create", "--ipv6", "--subnet", "fd00:81::/64", "cli-six");

    String seen =
        succeed(
            api,
            List.of("run", "--rm", "--network", "cli-six", "--ip6", "fd00:81::99"),
            "ip -6 addr show dev eth0 | grep -o 'inet6 fd[^ ]*'; ping6 -c 1 -W 30 $(hostname)"
                + " >/dev/null; echo $?");
    assertThat(seen.lines()).containsExactly("inet6 fd00:81::99/64", "0");
    assertThat(succeed(api, "network", "inspect", "-f", "{{.EnableIPv6}}", "cli-six"))
        .isEqualTo("true");
    succeed(api, "network", "rm", "cli-six");
  }

  @Test
  void listsAndPrunesNetworks(Api api) throws IOException {
    succeed(api, "network", "create", "--label", "of=cli", "cli-one");
    succeed(api, "network", "create", "--label", "of=cli", "cli-two");
    String list = "{{.Name}} {{.Driver}} {{.Scope}}";

    assertThat(succeed(api, "network", "ls", "--filter", "label=of=cli", "--format", list).lines())
        .containsExactlyInAnyOrder("cli-one bridge local", "cli-two bridge local");
    assertThat(succeed(api, "network", "ls", "--filter", "type=builtin", "--format", list).lines())
        .containsExactlyInAnyOrder("bridge bridge local", "host host local", "none null local");
    assertThat(succeed(api, "network", "ls", "-q", "--filter", "name=cli-on")).hasSize(12);
    assertThat(docker(api, "network", "rm", "cli-one", "nonesuch").errors())
        .contains("network nonesuch not found");
    assertThat(succeed(api, "network", "prune", "-f", "--filter", "label=of=cli"))
        .contains("Deleted Networks:", "cli-two")
        .doesNotContain("cli-one");
  }

  @Test
  void connectsWhatRunsAndDisconnectsItAgain(Api api) throws IOException {
    succeed(api, List.of("run", "-d", "--name", "cli-late"), "sleep 1000");

    succeed(
        api, "network", "connect", "--alias", "late", "--ip", "10.81.0.50", NETWORK, "cli-late");
    assertThat(succeed(api, "exec", "cli-peer", "ping", "-c", "1", "-W", "30", "late"))
        .contains("10.81.0.50");
    assertThat(docker(api, "network", "connect", NETWORK, "cli-late").errors())
        .contains("already exists in network");
    assertThat(docker(api, "network", "rm", NETWORK).errors()).contains("has active endpoints");
    succeed(api, "network", "disconnect", NETWORK, "cli-late");
    assertThat(docker(api, "network", "disconnect", NETWORK, "cli-late").errors())
        .contains("is not connected to network");
    assertThat(docker(api, "exec", "cli-peer", "nslookup", "late").exitCode()).isNotZero();
    succeed(api, "rm", "-f", "cli-late");
  }
}
