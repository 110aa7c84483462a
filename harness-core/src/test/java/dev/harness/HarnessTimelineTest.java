package dev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.harness.locate.user.Settings;
import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import dev.harness.timeline.ContainerLog;
import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Outcome;
import dev.harness.timeline.Recorded;
import dev.harness.timeline.Span;
import dev.harness.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a harness tells a timeline. */
@Timeout(20)
class HarnessTimelineTest {
  private final Timeline timeline = Timeline.recording();
  private FakeEngine engine;

  @BeforeEach
  void open() throws IOException {
    engine =
        new FakeEngine()
            .with("remote:1", FakeImage.SERVER.remote())
            .with("failing:1", FakeImage.failing(3, "the disk is full"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Harness harness() {
    return Harness.open(new Settings(Map.of("DOCKER_HOST", engine.address()), Map.of()), timeline);
  }

  @Test
  void tellsOfEachStepOfAContainer() {
    try (Harness harness = harness()) {
      RunningContainer db = harness.start(ContainerSpec.image("remote:1").name("db").port(5432));
      db.stop(Duration.ofSeconds(1));
      db.close();
    }

    Recorded recorded = timeline.recorded();
    assertThat(recorded.spans())
        .allMatch(span -> span.outcome() == Outcome.OK)
        .extracting(Span::kind, span -> span.lane().label(), Span::name)
        .containsExactly(
            tuple(Kind.ENGINE, "engine", "start or find"),
            tuple(Kind.START, "db", "create"),
            tuple(Kind.PULL, "images", "remote:1"),
            tuple(Kind.START, "db", "create"),
            tuple(Kind.START, "db", "start"),
            tuple(Kind.WAIT, "db", "wait until ready"),
            tuple(Kind.RUN, "db", "db (remote:1)"),
            tuple(Kind.STOP, "db", "stop"),
            tuple(Kind.STOP, "db", "remove"),
            tuple(Kind.ENGINE, "engine", "end"));
    assertThat(recorded.logs())
        .extracting(ContainerLog::container, ContainerLog::lines)
        .containsExactly(tuple("db (remote:1)", List.of("ready to serve")));
  }

  @Test
  void tellsOfAStartThatFails() {
    try (Harness harness = harness()) {
      assertThatThrownBy(() -> harness.start(ContainerSpec.image("failing:1").port(80)))
          .isInstanceOf(ContainerStartException.class);
    }

    Recorded recorded = timeline.recorded();
    assertThat(recorded.spans()).filteredOn(Span::failed).hasSize(1);
    Span wait = recorded.spans().stream().filter(Span::failed).findFirst().orElseThrow();
    assertThat(wait.kind()).isEqualTo(Kind.WAIT);
    assertThat(wait.detail()).contains("exited with code 3", "the disk is full");
    assertThat(recorded.spans()).extracting(Span::kind).doesNotContain(Kind.RUN);
    assertThat(recorded.logs().get(0).lines()).containsExactly("the disk is full");
  }

  @Test
  void givesContainersOfTheSameImageLanesOfTheirOwn() {
    try (Harness harness = harness()) {
      harness.startAll(ContainerSpec.image("remote:1"), ContainerSpec.image("remote:1"));
    }

    assertThat(timeline.recorded().spans())
        .filteredOn(span -> span.kind() == Kind.RUN)
        .extracting(Span::lane)
        .doesNotHaveDuplicates()
        .extracting(Lane::label)
        .containsExactly("remote:1", "remote:1");
  }

  @Test
  void tellsOfAnImageThatCannotBeHad() {
    try (Harness harness = harness()) {
      assertThatThrownBy(() -> harness.start(ContainerSpec.image("unknown:1")))
          .isInstanceOf(ImageUnavailableException.class);
    }

    assertThat(timeline.recorded().spans())
        .filteredOn(Span::failed)
        .extracting(Span::kind, Span::name, Span::detail)
        .containsExactly(
            tuple(
                Kind.PULL,
                "unknown:1",
                "Cannot pull image unknown:1: manifest for unknown:1 not found"));
  }
}
