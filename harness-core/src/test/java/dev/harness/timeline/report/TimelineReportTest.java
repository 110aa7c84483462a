package dev.harness.timeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.timeline.ContainerLog;
import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Recorded;
import dev.harness.timeline.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineReportTest {
  private static final Lane DB = new Lane(Lane.Group.CONTAINERS, 3, "db", "postgres:16");
  private static final String HOSTILE = "</pre></script><script>alert(1)</script>\u001b[31m\u0007";

  @TempDir Path directory;

  @Test
  void showsLanesAndBars() {
    String page =
        page(
            List.of(
                Spans.span(Kind.ENGINE, Lane.ENGINE, "start or find", 100, 500),
                Spans.span(Kind.START, DB, "start", 500, 600),
                Spans.span(Kind.RUN, DB, "db (postgres:16)", 600, 1000),
                Spans.test("storesAnOrder", 700, 800)),
            List.of());

    assertThat(page)
        .contains("2 January 2026, 03:04:05", "900 ms", "1 container, 1 test<")
        .containsSubsequence(
            ">Engine<",
            ">engine<",
            ">Containers<",
            ">db<",
            ">postgres:16<",
            ">Tests<",
            ">OrdersIT<")
        .contains("aria-label=\"test: storesAnOrder, ok, 100 ms, begins at 600 ms\"")
        .contains("--left: 66.667%; --width: 11.111%; --row: 0")
        .doesNotContain("Logs of the containers", "{{", "<script");
  }

  @Test
  void saysWhatFailed() {
    String page =
        page(
            List.of(
                Spans.failed(Kind.WAIT, DB, "wait until ready", 0, 50, "exited with code 3\nlog"),
                Spans.failed(Kind.TEST, Spans.TESTS, "fails", 60, 70, "expected 1")),
            List.of(ContainerLog.of(DB, "db (postgres:16)", "the disk is full")));

    assertThat(page)
        .contains(", 1 test, 1 failed<")
        .contains("<a href=\"#e0\">db: wait until ready</a>", ">exited with code 3 log<")
        .contains("class=\"bar wait failed left\"", "class=\"bar test failed right\"")
        .contains("<details open class=\"failed\">");
  }

  @Test
  void takesWhatContainersSayForText() {
    Lane lane = new Lane(Lane.Group.CONTAINERS, 1, HOSTILE, HOSTILE);

    String page =
        page(
            List.of(Spans.failed(Kind.START, lane, HOSTILE, 0, 1, HOSTILE)),
            List.of(ContainerLog.of(lane, HOSTILE, HOSTILE)));

    assertThat(page)
        .contains("&lt;/pre&gt;&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;␇")
        .doesNotContain("<script", "\u001b", "\u0007");
  }

  @Test
  void showsARunInWhichNothingHappened() {
    assertThat(page(List.of(), List.of())).contains("0 containers, 0 tests");
  }

  @Test
  void makesDirectoriesAndReplacesWhatWasThere() throws IOException {
    Path file = directory.resolve("deep/down/timeline.html");
    TimelineReport.write(recorded(List.of(), List.of()), file);

    TimelineReport.write(recorded(List.of(Spans.test("again", 0, 1)), List.of()), file);

    assertThat(Files.readString(file)).contains("again");
    assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(directory.resolve("deep/down"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path file = Files.createFile(directory.resolve("file")).resolve("timeline.html");

    assertThatThrownBy(() -> TimelineReport.write(recorded(List.of(), List.of()), file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot write the timeline to " + file + ": a file is in the way");
  }

  private static String page(List<Span> spans, List<ContainerLog> logs) {
    return new TimelineReport(recorded(spans, logs), ZoneOffset.UTC).page();
  }

  private static Recorded recorded(List<Span> spans, List<ContainerLog> logs) {
    return new Recorded(Instant.parse("2026-01-02T03:04:05Z"), spans, logs, 0);
  }
}
