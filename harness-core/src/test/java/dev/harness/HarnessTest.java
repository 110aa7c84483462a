package dev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.exec.ExecResult;
import dev.harness.exec.ExecSpec;
import dev.harness.locate.user.Settings;
import dev.harness.logs.LogLine;
import dev.harness.logs.LogStream;
import dev.harness.spec.PullPolicy;
import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HarnessTest {
  private static final ContainerSpec SERVER = ContainerSpec.image("server:1").name("db").port(5432);

  @TempDir Path directory;
  private FakeEngine engine;
  private Harness harness;

  @BeforeEach
  void open() throws IOException {
    engine =
        new FakeEngine()
            .with("server:1", FakeImage.SERVER)
            .with("remote:1", FakeImage.SERVER.remote())
            .with("deaf:1", FakeImage.DEAF)
            .with("failing:1", FakeImage.failing(3, "the disk is full"));
    harness = Harness.open(new Settings(Map.of("DOCKER_HOST", engine.address()), Map.of()));
  }

  @AfterEach
  void close() {
    boolean unused = Thread.interrupted();
    harness.close();
    engine.close();
  }

  @Test
  void startsAContainerThatIsReadyWhenItListens() throws IOException {
    try (RunningContainer db = harness.start(SERVER)) {
      assertThat(db.name()).isEqualTo("db");
      assertThat(db.id()).hasSize(64);
      assertThat(db.host()).isEqualTo("localhost");
      assertThat(db.port(5432)).isPositive();
      assertThat(db.isRunning()).isTrue();
      assertThat(engine.containers()).containsExactly("db");
    }
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void startsWithoutASnapshotOnAnotherEngine() {
    assertThat(harness.start(SERVER.snapshot()).isRunning()).isTrue();

    assertThat(engine.containers()).containsExactly("db");
    assertThat(engine.calls()).contains("GET /version").doesNotContain("POST /commit");
  }

  @Test
  void saysThatOnlyTheBuiltInEngineHasFaults() {
    RunningContainer db = harness.start(SERVER);
    RunningContainer shop = harness.start(ContainerSpec.image("server:1").name("shop"));

    assertThatThrownBy(() -> shop.faults(db))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageContaining("put a fault into the link from container")
        .hasMessageEndingWith("only the built-in engine has faults, and this is another");
    assertThatThrownBy(() -> db.faults(5432).cut())
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageContaining("put a fault into port 5432 of container")
        .hasMessageEndingWith("only the built-in engine has faults, and this is another");
  }

  @Test
  void makesOnlyTheCallsItNeeds() {
    harness.start(SERVER).close();

    assertThat(engine.calls())
        .containsExactly(
            "GET /_ping",
            "GET /containers/json",
            "GET /networks",
            "GET /volumes",
            "POST /containers/create",
            "POST /containers/db/start",
            "GET /containers/db/json",
            "POST /containers/db/wait",
            "DELETE /containers/db");
  }

  @Test
  void pullsAnImageThatIsMissing() {
    harness.start(ContainerSpec.image("remote:1").name("db"));

    assertThat(engine.calls())
        .containsSubsequence(
            "POST /containers/create", "POST /images/create", "POST /containers/create");
  }

  @Test
  void asksTheRegistryBeforeEachStartWhereThatIsWanted() {
    harness.start(SERVER.pull(PullPolicy.ALWAYS));

    assertThat(engine.calls())
        .containsSubsequence("POST /images/create", "POST /containers/create");
  }

  @Test
  void pullsNothingWhereNothingIsToBePulled() {
    assertThatThrownBy(() -> harness.start(ContainerSpec.image("remote:1").pull(PullPolicy.NEVER)))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessage(
            "Image remote:1 is not here, and is not pulled because the specification says"
                + " PullPolicy.NEVER");
    assertThat(engine.calls()).doesNotContain("POST /images/create");
  }

  @Test
  void saysThatAnImageCannotBeHad() {
    assertThatThrownBy(() -> harness.start(ContainerSpec.image("unknown:1")))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessage("Cannot pull image unknown:1: manifest for unknown:1 not found");
  }

  @Test
  void failsAtOnceWhenTheContainerExits() {
    assertThatThrownBy(() -> harness.start(ContainerSpec.image("failing:1").name("db").port(80)))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageMatching(
            "Container db \\(failing:1\\) exited with code 3 after \\d+ ms while waiting for port 80"
                + " to accept connections. Its last log lines:\n  the disk is full\n");
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void failsWhenTheTimeIsOver() {
    ContainerSpec spec =
        ContainerSpec.image("deaf:1").name("db").port(80).startupTimeout(Duration.ofMillis(300));

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageMatching(
            "Container db \\(deaf:1\\) was not ready after ([3-9]\\d\\d|\\d{4,}) ms, still waiting for"
                + " port 80 to accept connections\\. Give it more time by startupTimeout, or wait for"
                + " something else\\. Its last log lines:\n  starting\n");
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void doesNotWaitForPortsThatOpenAtOnce() {
    harness.start(ContainerSpec.image("deaf:1").name("db").eagerPort(80).eagerPort(443));

    JsonNode asked = engine.request("db");
    assertThat(asked.at("/Labels/dev.harness.ports.eager").asText()).isEqualTo("443/tcp,80/tcp");
    assertThat(asked.at("/HostConfig/PortBindings").has("80/tcp")).isTrue();
  }

  @Test
  void waitsForALineOfTheLog() {
    RunningContainer db = harness.start(SERVER.waitFor(Wait.forLogLine("ready to s.rve")));

    assertThat(db.logs()).isEqualTo("ready to serve\n");
    assertThat(db.lastLogs(1)).isEqualTo("ready to serve\n");
  }

  @Test
  void failsWhenTheContainerExitsWithoutTheLine() {
    ContainerSpec spec =
        ContainerSpec.image("failing:1").name("db").waitFor(Wait.forLogLine("ready", 2));

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("exited with code 3")
        .hasMessageContaining("while waiting for 2 log lines that match 'ready'");
  }

  @Test
  void saysThatTheLogBrokeOff() {
    engine.cutLogs();

    assertThatThrownBy(() -> harness.start(SERVER.waitFor(Wait.forLogLine("ready"))))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageMatching(
            "The engine told no more of container db \\(server:1\\) after \\d+ ms, while waiting for"
                + " a log line that matches 'ready': (?s).*Its log cannot be read: .*");
  }

  @Test
  void isReadyWhenTheLineWasTheLastOne() {
    ContainerSpec spec =
        ContainerSpec.image("failing:1").name("db").waitFor(Wait.forLogLine("disk is full"));

    assertThat(harness.start(spec).status()).isEqualTo("exited");
  }

  @Test
  void failsWhenTheLineDoesNotCome() {
    ContainerSpec spec =
        SERVER
            .waitFor(Wait.forAll(Wait.forPublishedPorts(), Wait.forLogLine("never")))
            .startupTimeout(Duration.ofMillis(300));

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("still waiting for a log line that matches 'never'");
  }

  @Test
  void waitsForACommand() {
    harness.start(SERVER.waitFor(Wait.forCommand("true")));

    assertThatThrownBy(
            () ->
                harness.start(
                    SERVER
                        .waitFor(Wait.forCommand("false", "now"))
                        .startupTimeout(Duration.ofMillis(200))))
        .hasMessageContaining(
            "still waiting for command 'false now' to succeed (last: exit code 1)");
  }

  @Test
  void runsCommands() {
    RunningContainer db = harness.start(SERVER);

    assertThat(db.exec("psql", "--version")).isEqualTo(new ExecResult(0, "psql\n", ""));
    assertThat(db.exec("false").exitCode()).isEqualTo(1);
  }

  @Test
  void passesOnWhatACommandSays() {
    RunningContainer db = harness.start(SERVER);
    List<LogLine> lines = new CopyOnWriteArrayList<>();
    ExecSpec spec = ExecSpec.command("psql").onLog(lines::add);

    ExecResult result = db.exec(spec);
    ExecResult limited = db.exec(spec.timeLimit(Duration.ofSeconds(5)));

    assertThat(List.of(result, limited)).containsOnly(new ExecResult(0, "psql\n", ""));
    LogLine line = new LogLine("db", LogStream.STDOUT, "psql");
    assertThat(lines).containsExactly(line, line);
  }

  @Test
  void findsALineOfTheLog() {
    RunningContainer db = harness.start(SERVER);

    assertThat(db.awaitLogLine("to s.rve", Duration.ofSeconds(5)))
        .isEqualTo(new LogLine("db", LogStream.STDOUT, "ready to serve"));
    assertThatThrownBy(() -> db.awaitLogLine("never", Duration.ofMillis(100)))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessage(
            "Cannot find a line that matches 'never' in the log of container db (server:1): none"
                + " came within 100 ms");
  }

  @Test
  void saysThatTheLogEndedWithoutTheLine() {
    RunningContainer failed =
        harness.start(ContainerSpec.image("failing:1").waitFor(Wait.forLogLine("disk is full")));

    assertThatThrownBy(() -> failed.awaitLogLine("never", Duration.ofSeconds(5)))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageEndingWith("(failing:1): it ended without one");
    engine.cutLogs();
    assertThatThrownBy(() -> failed.awaitLogLine("never", Duration.ofSeconds(5)))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageStartingWith("Cannot find a line that matches 'never'")
        .hasMessageNotContaining("it ended without one");
  }

  @Test
  void namesThePortsThatThereAre() {
    RunningContainer db = harness.start(SERVER);

    assertThatThrownBy(() -> db.port(80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Container db (server:1) does not publish port 80; its specification publishes [5432]");
  }

  @Test
  void copiesFilesBeforeTheStart() {
    harness.start(SERVER.file("/etc/app.conf", "a=b"));

    assertThat(engine.calls())
        .containsSubsequence("PUT /containers/db/archive", "POST /containers/db/start");
  }

  @Test
  void explainsWhatTheEngineRefuses() {
    RunningContainer db = harness.start(SERVER);
    db.close();

    assertThatThrownBy(db::isRunning)
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageContaining("Cannot inspect container fab000000000: No such container");
  }

  @Test
  void removesWhatIsLeftInReverseOrder() {
    harness.start(SERVER.name("first"));
    harness.start(SERVER.name("second"));

    harness.close();

    assertThat(engine.calls())
        .containsSubsequence("DELETE /containers/second", "DELETE /containers/first");
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void reportsEveryContainerThatCannotBeRemoved() {
    harness.start(SERVER.name("first"));
    harness.start(SERVER.name("second"));
    engine.refuseRemoval();

    assertThatThrownBy(harness::close)
        .isInstanceOf(CleanupException.class)
        .hasMessageContaining("the disk is on fire")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void keepsTheReasonWhenRemovalFailsToo() {
    engine.refuseRemoval();

    assertThatThrownBy(() -> harness.start(ContainerSpec.image("failing:1").name("db").port(80)))
        .isInstanceOf(ContainerStartException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void removesAContainerWhoseStartIsInterrupted() {
    Wait interrupted =
        Wait.until(
            "an interrupt",
            container -> {
              Thread.currentThread().interrupt();
              return false;
            });

    assertThatThrownBy(() -> harness.start(SERVER.waitFor(interrupted)))
        .isInstanceOf(ContainerStartException.class)
        .hasMessage("Interrupted while a container started")
        .hasNoSuppressedExceptions();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void followsTheLogNoMoreWhenRemovalFails() throws Exception {
    RunningContainer db = harness.start(SERVER);
    CompletableFuture<Thread> follower = new CompletableFuture<>();
    db.onLogLine(line -> follower.complete(Thread.currentThread()));
    Thread thread = follower.get();
    engine.refuseRemoval();

    assertThatThrownBy(db::close).isInstanceOf(CleanupException.class);

    thread.join(5000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void isRemovedByALineOfItsLog() throws Exception {
    RunningContainer db = harness.start(SERVER);
    CompletableFuture<Thread> follower = new CompletableFuture<>();

    db.onLogLine(
        line -> {
          db.close();
          follower.complete(Thread.currentThread());
        });

    follower.get(5, TimeUnit.SECONDS).join(5000);
    assertThat(follower.get().isAlive()).isFalse();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void saysThatThereIsNoEngine() {
    Settings settings =
        new Settings(Map.of("DOCKER_HOST", "unix://" + directory.resolve("none")), Map.of());

    assertThatThrownBy(() -> Harness.open(settings))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageStartingWith("The engine that DOCKER_HOST names does not answer");
  }

  @Test
  void removesWithAScopeWhatWasStartedInIt() {
    RunningContainer unused = harness.start(SERVER.name("outside"));
    Harness scope = harness.openScope();
    assertThat(scope.start(SERVER.name("inside")).isRunning()).isTrue();

    scope.close();

    assertThat(engine.containers()).containsExactly("outside");
    assertThat(scope.isClosed()).isTrue();
    assertThat(harness.start(SERVER.name("later")).isRunning()).isTrue();
    assertThatThrownBy(() -> scope.start(SERVER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this harness is closed");
  }

  @Test
  void closesItsScopes() {
    RunningContainer unused = harness.openScope().start(SERVER.name("inside"));

    harness.close();

    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void tellsWhereTheEngineIs() {
    assertThat(harness.address()).hasToString(engine.address());
  }
}
