package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.Harness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies, and however: within a second nothing of ours is left (K3-K9, H54). */
@SuppressWarnings("NullAway.Init") // set before each test
class SuddenDeathIT {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
  private static final Pattern STALLED = Pattern.compile("some .* total=(\\d+)");

  @TempDir(factory = DirectoryOfManyUsers.class, cleanup = CleanupMode.NEVER)
  Path data;

  @TempDir Path running;
  private Process test;
  private ProcessHandle boot;
  private ProcessHandle engine;
  private List<Integer> ports;
  private Set<ProcessHandle> processes;
  private Set<String> networks;

  @BeforeEach
  void startThreeContainers() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            ThreeContainers.class.getName());
    builder.environment().put("HARNESS_DATA", data.toString());
    builder.environment().put("HARNESS_RUN", running.toString());
    test = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(test.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    assertThat(line).startsWith("ports ");
    ports = Arrays.stream(line.substring(6).split(" ", -1)).map(Integer::valueOf).toList();
    boot = test.children().filter(SuddenDeathIT::isBoot).findFirst().orElseThrow();
    ProcessHandle first = boot.children().findFirst().orElseThrow();
    engine =
        first
            .children()
            .filter(child -> commandOf(child).contains("java"))
            .findFirst()
            .orElseThrow();
    processes = boot.descendants().collect(Collectors.toSet());
    networks = new HashSet<>(networksOf(processes));
    networks.remove(networkOf(ProcessHandle.current()));
  }

  @AfterEach
  void endWhatIsLeft() {
    test.destroyForcibly();
    boot.destroyForcibly();
  }

  private static boolean isBoot(ProcessHandle process) {
    return commandOf(process).contains("boot-");
  }

  private static String commandOf(ProcessHandle process) {
    return process.info().command().orElse("");
  }

  @Test
  void killedTestTakesEverythingWithIt() throws IOException {
    test.destroyForcibly();

    assertNothingIsLeft();
  }

  @Test
  void killedBootTakesEverythingWithIt() throws IOException {
    boot.destroyForcibly();

    assertNothingIsLeft();
  }

  @Test
  void killedEngineTakesEverythingWithIt() throws IOException {
    engine.destroyForcibly();

    assertNothingIsLeft();
  }

  @Test
  void stoppedEngineDoesNotOutliveTheTest() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(engine.pid())).start().waitFor();

    test.destroyForcibly();

    assertNothingIsLeft();
  }

  @Test
  void nextEngineRemovesTheFiles() throws IOException {
    test.destroyForcibly();
    awaitEnd();
    assertThat(directories(data.resolve("engines"))).hasSize(1);

    try (Harness next = Harness.open(Map.of("HARNESS_DATA", data.toString()))) {
      assertThat(next.engine()).startsWith("built-in");
      awaitSingleDirectoryWithoutContainers();
    }
  }

  private void assertNothingIsLeft() throws IOException {
    awaitEnd();
    assertThat(mountsMentioning(data)).isEmpty();
    for (int port : ports) {
      assertRefused(port);
    }
    assertThat(networksOf(ProcessHandle.allProcesses().collect(Collectors.toSet())))
        .doesNotContainAnyElementsOf(networks);
  }

  private void awaitEnd() {
    Instant begin = Instant.now();
    Duration stalledBefore = stalled();
    Duration limit = LIMIT;
    while (processes.stream().anyMatch(SuddenDeathIT::lives)
        && Instant.now().isBefore(begin.plus(limit))) {
      limit = LIMIT.plus(stalled()).minus(stalledBefore);
      limit = limit.compareTo(MOST) < 0 ? limit : MOST;
    }
    assertThat(processes).as("processes after %s", limit).noneMatch(SuddenDeathIT::lives);
  }

  /** How long processes of this machine have waited for a processor: that does not count. */
  private static Duration stalled() {
    Matcher matcher = STALLED.matcher(read(PRESSURE));
    return matcher.find()
        ? Duration.of(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS)
        : Duration.ZERO;
  }

  /**
   * A zombie without other threads, which may still have open what it had, has ended; when it goes
   * depends on who adopted it.
   */
  static boolean lives(ProcessHandle process) {
    String status = read(Path.of("/proc", Long.toString(process.pid()), "status"));
    boolean zombie = status.contains("\nState:\tZ") && status.contains("\nThreads:\t1\n");
    return process.isAlive() && !zombie;
  }

  private static void assertRefused(int port) {
    assertThatThrownBy(
            () -> {
              try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
              }
            })
        .isInstanceOf(ConnectException.class);
  }

  private static List<String> mountsMentioning(Path path) throws IOException {
    List<String> found = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      Path table = Path.of("/proc", Long.toString(process.pid()), "mountinfo");
      if (Files.isReadable(table)) {
        read(table).lines().filter(line -> line.contains(path.toString())).forEach(found::add);
      }
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException endedMeanwhile) {
      return "";
    }
  }

  private static Set<String> networksOf(Set<ProcessHandle> all) {
    return all.stream()
        .map(SuddenDeathIT::networkOf)
        .filter(network -> !network.isEmpty())
        .collect(Collectors.toSet());
  }

  private static String networkOf(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "ns", "net"))
          .toString();
    } catch (IOException notOurs) {
      return "";
    }
  }

  private static List<Path> directories(Path parent) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
      stream.forEach(found::add);
    }
    return found;
  }

  private void awaitSingleDirectoryWithoutContainers() throws IOException {
    Instant deadline = Instant.now().plusSeconds(10);
    while (directories(data.resolve("engines")).size() > 1 && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(directories(data.resolve("engines"))).hasSize(1);
  }
}
