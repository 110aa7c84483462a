package dev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.spec.ContainerPort;
import dev.harness.spec.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSpecTest {
  private static final ContainerSpec BASE = ContainerSpec.image("postgres:16");

  @Test
  void changesNothingInPlace() {
    ContainerSpec refined = BASE.port(5432).env("A", "1").label("k", "v").command("postgres");

    assertThat(BASE.ports()).isEmpty();
    assertThat(BASE.values().env).isEmpty();
    assertThat(refined.env("A", "2").values().env).isEqualTo(Map.of("A", "2"));
    assertThat(refined.values().env).isEqualTo(Map.of("A", "1"));
    assertThat(refined.ports()).containsExactly(ContainerPort.tcp(5432));
    assertThat(refined.values().command).isEqualTo(List.of("postgres"));
  }

  @Test
  void knowsWhichPortsTellThatTheContainerListens() {
    ContainerSpec spec = BASE.eagerPort(80).port(5432).port(80);

    assertThat(spec.ports()).containsExactly(ContainerPort.tcp(80), ContainerPort.tcp(5432));
    assertThat(spec.tellingPorts()).containsExactly(ContainerPort.tcp(5432));
    assertThat(spec.publishes(80)).isTrue();
  }

  @Test
  void waitsForNoPortOfUdp() {
    ContainerSpec spec = BASE.udpPort(53).port(53);

    assertThat(spec.ports()).containsExactly(ContainerPort.tcp(53), ContainerPort.udp(53));
    assertThat(spec.tellingPorts()).containsExactly(ContainerPort.tcp(53));
    assertThat(spec.publishesUdp(53)).isTrue();
    assertThat(spec.publishesUdp(80)).isFalse();
  }

  @Test
  void publishesThePortsOfAddressesInVariables() {
    ContainerSpec spec = BASE.envUrl("WHERE", "x://{host}:{port:80}/{udp:53}");

    assertThat(spec.ports()).containsExactly(ContainerPort.tcp(80), ContainerPort.udp(53));
    assertThat(spec.values().choosePorts().hostPorts().keySet()).isEqualTo(spec.ports());
    assertThat(BASE.values().choosePorts().hostPorts().keySet()).isEmpty();
  }

  @Test
  void mountsInTheWordsOfTheApi(@TempDir Path directory) {
    ContainerSpec spec =
        BASE.bind(directory, "/a").bindReadOnly(directory, "/b").volume("data", "/c").tmpfs("/d");

    assertThat(spec.values().binds)
        .containsExactly(directory + ":/a", directory + ":/b:ro", "data:/c");
    assertThat(spec.values().tmpfs).isEqualTo(Map.of("/d", ""));
    assertThat(BASE.values().binds).isEmpty();
  }

  @Test
  void refusesImpossibleMounts() {
    refuses(
        () -> BASE.bind(Path.of("/no/such"), "/a"),
        "cannot mount /no/such into a container: there is no such file or directory");
    refuses(
        () -> BASE.volume("data", "a"),
        "the place of a mount must be an absolute path in the container, not 'a'");
    refuses(
        () -> BASE.volume("/data", "/a"),
        "'/data' cannot be the name of a volume: at least two letters, digits, '_', '.' or '-',"
            + " the first a letter or a digit");
    refuses(
        () -> BASE.volume("data", "/a:b"),
        "cannot mount data on /a:b: neither may have a colon in its name");
  }

  @Test
  void tellsNoEntryPointFromTheImages() {
    assertThat(BASE.values().entrypoint).isNull();
    assertThat(BASE.entrypoint(new String[0]).values().entrypoint).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void refusesImpossiblePorts(int port) {
    refuses(
        () -> BASE.port(port),
        "a container cannot have port " + port + ": ports are numbers from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "-db", "da ta", "a/b"})
  void refusesImpossibleNames(String name) {
    refuses(
        () -> BASE.name(name),
        "'"
            + name
            + "' cannot be the name of a container: at least two letters, digits, '_', '.' or '-',"
            + " the first a letter or a digit");
  }

  @Test
  void refusesOtherImpossibleValues() {
    refuses(
        () -> ContainerSpec.image("post gres"),
        "'post gres' is not the name of an image: it must not be empty or have blanks");
    refuses(
        () -> BASE.env("A=B", "c"),
        "'A=B' cannot be the name of a variable: it must not be empty or have '='");
    refuses(
        () -> BASE.workingDirectory("data"),
        "the working directory must be an absolute path in the container, not 'data'");
    refuses(
        () -> BASE.startupTimeout(Duration.ZERO),
        "the startup timeout must be longer than nothing, not PT0S");
    refuses(
        () -> BASE.hostname("-db"),
        "'-db' cannot be a host name: up to 63 letters, digits, '.' or '-', neither of these two at"
            + " its ends");
    refuses(() -> BASE.command("a\0b"), "an argument must not contain a zero character");
    refuses(
        () -> BASE.extraHost("mirror", ""),
        "'' is no address, such as 10.0.0.1, and not host-gateway");
    refuses(() -> BASE.sharedMemory(0), "0 bytes cannot be the size of shared memory: 1 at least");
    refuses(
        () -> BASE.envUrl("A", "{port}"),
        "'{port}' has {port}, which is neither {host} nor {port:NUMBER} nor {udp:NUMBER}");
  }

  @Test
  void saysWhatItIs() {
    assertThat(BASE).hasToString("postgres:16");
    assertThat(BASE.name("db")).hasToString("db (postgres:16)");
  }

  @Test
  void keepsLimits() {
    ContainerSpec spec = ContainerSpec.image("redis:7").memory(64L << 20).cpus(0.5).pids(20);

    assertThat(spec.values().limits).isEqualTo(new Limits(67_108_864, 500_000_000, 20));
    assertThat(ContainerSpec.image("redis:7").values().limits).isEqualTo(new Limits(0, 0, 0));
  }

  @Test
  void refusesLimitsThatNoContainerCanLiveWith() {
    ContainerSpec spec = ContainerSpec.image("redis:7");

    refuses(() -> spec.memory(1024), "1024 bytes cannot be the limit of memory: 6 MiB at least");
    refuses(() -> spec.cpus(0), "0.0 cannot be the number of processors: 0.01 at least");
    refuses(() -> spec.cpus(Double.NaN), "NaN cannot be the number of processors: 0.01 at least");
    refuses(() -> spec.pids(0), "0 cannot be the most processes: 1 at least");
  }

  @Test
  void refusesSnapshotsOfWhatIsNotTheContainersOwn(@TempDir Path directory) {
    ContainerSpec spec = BASE.snapshot();

    assertThat(spec.bindReadOnly(directory, "/scripts").tmpfs("/fast").beginsFromSnapshot())
        .isTrue();
    assertThat(BASE.beginsFromSnapshot()).isFalse();
    refuses(
        () -> spec.volume("data", "/var/lib"),
        "a snapshot cannot keep what the container writes to data:/var/lib, which is not the"
            + " container's own: leave it out, or mount it read-only");
    refuses(
        () -> BASE.bind(directory, "/a").snapshot(),
        "a snapshot cannot keep what the container writes to %s:/a, which is not the container's own:"
                .formatted(directory)
            + " leave it out, or mount it read-only");
    refuses(
        () -> spec.reuse(Duration.ofHours(1)),
        "a container cannot both stay for later runs and begin from a snapshot: use reuse() where"
            + " tests want what earlier ones left, snapshot() where they want it fresh");
  }

  @Test
  void saysWhatItWaitsFor() {
    assertThat(BASE.waiting()).hasToString("published ports");
    assertThat(Wait.forLogLine("ready", 2)).hasToString("2 log lines that match 'ready'");
    assertThat(
            Wait.forAll(
                Wait.forHttp(80, "/health").basicAuth("jane", "secret").body("up"),
                Wait.forAny(Wait.forHealthy(), Wait.forCommand("true"))))
        .hasToString(
            "all of [HTTP status 200 of port 80, path /health, body 'up',"
                + " any of [the health check to succeed, command 'true' to succeed]]");
  }

  private static void refuses(ThrowingCallable change, String message) {
    assertThatThrownBy(change).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
