package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerAccessException;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.files.FileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that later runs take again, on an engine that stands; a run is a harness here. */
@SuppressWarnings("NullAway.Init") // set before all tests
@Timeout(60)
class ReuseIT {
  private static final ContainerSpec BOX =
      ContainerSpec.image("debian.internal/busybox")
          .file("/etc/app", "a=b")
          .command("sleep", "1000");
  private static final ContainerSpec REUSED = BOX.reuse(Duration.ofHours(1));

  @TempDir static Path directory;
  private static StandingEngine engine;

  @BeforeAll
  static void startEngine() throws IOException {
    engine = StandingEngine.start(directory);
  }

  @AfterAll
  static void endEngine() throws IOException {
    engine.close();
  }

  private static Harness openRun() {
    return Harness.open(
        Map.of("DOCKER_HOST", engine.address(), "XDG_CACHE_HOME", directory + "/cache"));
  }

  @Test
  void takesTheContainerOfAnEarlierRun() {
    ContainerSpec spec = REUSED.env("TEST", "earlier");
    String first;
    try (Harness run = openRun()) {
      RunningContainer container = run.start(spec);
      container.copyTo(FileSource.text("kept"), "/tmp/note");
      first = container.id();
      assertThat(run.start(spec).id()).isEqualTo(first);
    }

    try (Harness run = openRun()) {
      RunningContainer again = run.start(spec);
      assertThat(again.id()).isEqualTo(first);
      assertThat(again.readText("/tmp/note")).isEqualTo("kept");
      assertThat(run.start(spec.env("MORE", "1")).id()).isNotEqualTo(first);
      assertThat(run.start(spec.file("/etc/app", "a=c")).id()).isNotEqualTo(first);
    }
  }

  @Test
  void makesOneForRunsThatBeginAtTheSameTime() {
    ContainerSpec spec = REUSED.env("TEST", "same time");
    try (Harness one = openRun();
        Harness other = openRun()) {
      List<CompletableFuture<String>> starts =
          List.of(
              CompletableFuture.supplyAsync(() -> one.start(spec).id()),
              CompletableFuture.supplyAsync(() -> other.start(spec).id()));

      assertThat(starts.get(0).join()).isEqualTo(starts.get(1).join());
    }
  }

  @Test
  void makesOneAnewWhenItHasEnded() {
    ContainerSpec spec = REUSED.name("reused-by-name");
    try (Harness run = openRun()) {
      RunningContainer ended = run.start(spec);
      ended.kill();

      RunningContainer next = run.start(spec);
      assertThat(next.id()).isNotEqualTo(ended.id());
      assertThat(next.isRunning()).isTrue();

      RunningContainer changed = run.start(spec.env("CHANGED", "1"));
      assertThat(changed.name()).isEqualTo("reused-by-name");
      assertThat(changed.id()).isNotEqualTo(next.id());
    }
  }

  @Test
  void removesThoseWhoseTimeIsOver() {
    try (Harness run = openRun()) {
      RunningContainer over =
          run.start(
              BOX.label("dev.harness.reuse", "0123").label("dev.harness.reuse.expires", "1000"));

      run.start(REUSED.env("TEST", "over"));

      assertThatThrownBy(over::isRunning)
          .isInstanceOf(ContainerAccessException.class)
          .hasMessageContaining("No such container");
    }
  }

  @Test
  void refusesWhatGoesWithTheRun() {
    try (Harness run = openRun()) {
      ContainerSpec spec = REUSED.network(run.network());

      assertThatThrownBy(() -> run.start(spec))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be reused by later runs, which will not have [harness-");
    }
  }

  @Test
  void reusesWithinTheRunOnTheBuiltInEngine() {
    try (Harness run = Harness.open()) {
      assertThat(run.start(REUSED).id()).isEqualTo(run.start(REUSED).id());
    }
  }
}
