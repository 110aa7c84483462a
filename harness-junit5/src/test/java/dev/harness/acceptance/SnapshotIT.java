package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerSpec;
import dev.harness.ContainerStartException;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that begin with what the first of their kind has written; a run is a harness here. */
@SuppressWarnings("NullAway.Init") // set before all tests
@Timeout(120)
class SnapshotIT {
  /** Writes who made its data when there are none, ends at SIGTERM, and says that it is ready. */
  private static final String PROGRAM =
      """
      trap 'exit 0' TERM
      mkdir -p /data
      test -e /data/made || { head -c 16 /dev/urandom | md5sum >/data/made; echo ready; }
      echo ready
      while :; do sleep 0.05; done
      """;

  private static final ContainerSpec BOX =
      ContainerSpec.image("debian.internal/busybox")
          .command("sh", "-c", PROGRAM)
          .env("RUN", UUID.randomUUID().toString())
          .waitFor(Wait.forLogLine("^ready$"))
          .snapshot();

  @TempDir static Path cache;
  private static Harness run;
  private static Set<String> earlier;

  @BeforeAll
  static void open() {
    run = openRun();
    earlier = snapshots();
  }

  @AfterAll
  static void removeSnapshots() {
    run.close();
    run = openRun();
    try (Harness last = run;
        EngineClient client = client(last)) {
      Set<String> made = snapshots();
      made.removeAll(earlier);
      made.forEach(client.images()::remove);
    }
  }

  /** Without what would still write into the directory in the background when it is deleted. */
  private static Harness openRun(String snapshots) {
    return Harness.open(
        Map.of(
            "XDG_CACHE_HOME",
            cache.toString(),
            "HARNESS_ENGINE_CDS",
            "false",
            "HARNESS_SNAPSHOTS",
            snapshots));
  }

  private static Harness openRun() {
    return openRun("true");
  }

  private static EngineClient client(Harness harness) {
    Path socket = Path.of(harness.address().getPath());
    return new EngineClient(new EngineAddress.UnixSocketAddress(socket));
  }

  private static String made(RunningContainer container) {
    return container.readText("/data/made");
  }

  private static Set<String> snapshots() {
    try (EngineClient client = client(run)) {
      return client.images().list().stream()
          .flatMap(image -> image.repoTags().stream())
          .filter(name -> name.startsWith("harness.internal/snapshot:"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  @Test
  void beginsWithWhatTheFirstHasWrittenAndSharesNothing() {
    ContainerSpec spec = BOX.env("TEST", "shares nothing");
    try (RunningContainer one = run.start(spec);
        RunningContainer other = run.start(spec)) {
      assertThat(made(one)).isEqualTo(made(other));

      assertThat(one.exec("sh", "-c", "echo more >>/data/made").exitCode()).isZero();

      assertThat(made(one)).endsWith("more\n");
      assertThat(made(other)).doesNotContain("more");
      assertThat(one.logs()).isEqualTo("ready\n");
    }
  }

  @Test
  void servesLaterRuns() {
    ContainerSpec spec = BOX.env("TEST", "later runs");
    String first = made(run.start(spec));

    try (Harness later = openRun()) {
      assertThat(made(later.start(spec))).isEqualTo(first);
    }
  }

  @Test
  void isAnotherForWhatMattersOnly() {
    ContainerSpec spec = BOX.env("TEST", "what matters");
    String first = made(run.start(spec));

    assertThat(made(run.start(spec.name("named").label("a", "b").network(run.network()))))
        .isEqualTo(first);
    assertThat(made(run.start(spec.env("MORE", "1")))).isNotEqualTo(first);
    assertThat(made(run.start(spec.file("/etc/app", "a=b")))).isNotEqualTo(first);
    assertThat(made(run.start(spec.waitFor(Wait.forLogLine("read"))))).isNotEqualTo(first);
  }

  @Test
  void looksIntoFilesThatAreMountedReadOnly(@TempDir Path scripts) throws IOException {
    Path script = Files.writeString(scripts.resolve("init.sql"), "one");
    ContainerSpec spec = BOX.bindReadOnly(scripts, "/scripts");
    String first = made(run.start(spec));
    assertThat(made(run.start(spec))).isEqualTo(first);

    Files.writeString(script, "two");

    RunningContainer changed = run.start(spec);
    assertThat(made(changed)).isNotEqualTo(first);
    assertThat(changed.readText("/scripts/init.sql")).isEqualTo("two");
  }

  @Test
  void keepsCopiedFilesAsTheFirstHasLeftThem() {
    ContainerSpec spec =
        BOX.file("/etc/app", "given").command("sh", "-c", "echo changed >/etc/app;" + PROGRAM);

    run.start(spec).close();

    assertThat(run.start(spec.command("sh", "-c", "echo changed >/etc/app;" + PROGRAM)))
        .satisfies(second -> assertThat(second.readText("/etc/app")).isEqualTo("changed\n"));
  }

  @Test
  void isMadeOnceForRunsThatBeginAtTheSameTime() {
    ContainerSpec spec = BOX.env("TEST", "same time");
    Set<String> before = snapshots();
    try (Harness other = openRun()) {
      List<CompletableFuture<String>> starts =
          List.of(
              CompletableFuture.supplyAsync(() -> made(run.start(spec))),
              CompletableFuture.supplyAsync(() -> made(run.start(spec))),
              CompletableFuture.supplyAsync(() -> made(other.start(spec))));

      assertThat(starts).extracting(CompletableFuture::join).containsOnly(starts.get(0).join());
    }
    assertThat(snapshots()).hasSize(before.size() + 1);
  }

  @Test
  void isNotMadeOfWhatHadToBeKilled() {
    Set<String> before = snapshots();
    ContainerSpec deaf = BOX.command("sh", "-c", "trap '' TERM; echo ready; sleep 1000");

    try (RunningContainer container = run.start(deaf)) {
      assertThat(container.isRunning()).isTrue();
    }
    assertThat(run.start(deaf).isRunning()).isTrue();
    assertThat(snapshots()).isEqualTo(before);
  }

  @Test
  void isNotMadeOfWhatFailsAtItsEnd() {
    ContainerSpec failing =
        BOX.command("sh", "-c", PROGRAM.replace("exit 0", "exit 3")).env("TEST", "fails");

    String first = made(run.start(failing));

    assertThat(made(run.start(failing))).isNotEqualTo(first);
  }

  @Test
  void waitsForSeveralLinesOnlyAsLongAsTheyCome() {
    ContainerSpec twice =
        BOX.env("TEST", "twice")
            .waitFor(Wait.forLogLine("^ready$", 2))
            .startupTimeout(Duration.ofSeconds(20));

    assertThat(run.start(twice).logs()).isEqualTo("ready\n");
    assertThat(run.start(twice).logs()).isEqualTo("ready\n");
  }

  @Test
  void saysWhyALineOfTheInitialisationDoesNotCome() {
    ContainerSpec spec =
        BOX.command("sh", "-c", PROGRAM.replace("echo ready; }", "echo ready; echo new; }"))
            .waitFor(Wait.forLogLine("^new$"))
            .startupTimeout(Duration.ofSeconds(6));

    assertThatThrownBy(() -> run.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining(
            "It began from a snapshot, so what it does and writes only when it initialises does not"
                + " come any more");
  }

  @Test
  void isRemovedLikeAnImage() {
    ContainerSpec spec = BOX.env("TEST", "removed");
    String first;
    String image;
    try (RunningContainer container = run.start(spec)) {
      first = made(container);
      image = container.inspect().replaceAll("(?s).*\"(harness.internal/snapshot:\\w+)\".*", "$1");
    }
    try (EngineClient client = client(run)) {
      assertThat(client.images().inspect(image).config().labels())
          .containsEntry("dev.harness.snapshot.of", "debian.internal/busybox");

      assertThat(client.images().remove(image)).isNotEmpty();
      assertThatThrownBy(() -> client.images().pull(image, message -> {}))
          .hasMessageContaining("is made on this machine and nowhere else");
    }

    assertThat(made(run.start(spec))).isNotEqualTo(first);
  }

  @Test
  void staysAwayWhereItIsNotWanted() {
    ContainerSpec spec = BOX.env("TEST", "off");
    try (Harness off = openRun("false")) {
      assertThat(made(off.start(spec))).isNotEqualTo(made(off.start(spec)));
    }
  }
}
