package dev.harness.timeline.report;

import static java.util.stream.Collectors.toSet;

import dev.harness.locate.user.FileFailure;
import dev.harness.timeline.ContainerLog;
import dev.harness.timeline.Kind;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Outcome;
import dev.harness.timeline.Recorded;
import dev.harness.timeline.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A timeline as one file of HTML that needs nothing else: no script, no network. Its texts may come
 * from containers; the page takes all of them for text.
 */
public final class TimelineReport {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.ENGLISH);
  private static final Pattern BLANKS = Pattern.compile("\\s++");
  private static final int WHY_CHARACTERS = 240;
  private static final int MOST_OPEN_LOGS = 6;

  private final Recorded recorded;
  private final Axis axis;
  private final ZoneId zone;

  TimelineReport(Recorded recorded, ZoneId zone) {
    this.recorded = recorded;
    this.axis = new Axis(recorded.begin(), recorded.end());
    this.zone = zone;
  }

  /**
   * Writes the report; what is there is replaced once the new one is complete. Makes directories
   * that are missing.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(Recorded recorded, Path file) {
    String page = new TimelineReport(recorded, ZoneId.systemDefault()).page();
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.resolveSibling("").normalize());
      Path draft = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
      try {
        Files.writeString(draft, page);
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the timeline to " + target + ": " + FileFailure.reason(e), e);
    }
  }

  String page() {
    Duration wall = recorded.end().minus(recorded.begin());
    return Template.resource("timeline.html")
        .fill(
            new Fields()
                .text(
                    "started",
                    MOMENT.format(recorded.started().plus(recorded.begin()).atZone(zone)))
                .text("wall", Millis.text(wall))
                .text("counts", counts())
                .number("leftOut", recorded.leftOut())
                .when("hasLeftOut", recorded.leftOut() > 0)
                .list("failures", failures())
                .when("hasFailures", !failures().isEmpty())
                .list("kinds", kinds(wall))
                .text("step", axis.distance())
                .list("ticks", axis.ticks())
                .list("groups", new Chart(recorded, axis).groups())
                .when("hasLogs", !recorded.logs().isEmpty())
                .list("logs", logs())
                .list("events", events(span -> true)));
  }

  private String counts() {
    List<Span> tests = recorded.spans().stream().filter(s -> s.kind() == Kind.TEST).toList();
    long failed = tests.stream().filter(Span::failed).count();
    long skipped = tests.stream().filter(s -> s.outcome() == Outcome.SKIPPED).count();
    long containers =
        recorded.spans().stream()
            .map(Span::lane)
            .filter(lane -> lane.group() == Lane.Group.CONTAINERS)
            .distinct()
            .count();
    return counted(containers, "container")
        + ", "
        + counted(tests.size(), "test")
        + (failed == 0 ? "" : ", " + failed + " failed")
        + (skipped == 0 ? "" : ", " + skipped + " skipped");
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private List<Fields> kinds(Duration wall) {
    return Summary.of(recorded.spans()).stream()
        .map(
            summary ->
                new Fields()
                    .text("kind", summary.kind().word())
                    .number("count", summary.count())
                    .text("total", Millis.text(summary.total()))
                    .text("longest", Millis.text(summary.longest()))
                    .text("passed", Millis.text(summary.passed()))
                    .text("share", share(summary.passed(), wall)))
        .toList();
  }

  private static String share(Duration part, Duration whole) {
    double percent = whole.isZero() ? 0 : 100.0 * part.toNanos() / whole.toNanos();
    return String.format(Locale.ROOT, "%.1f", percent);
  }

  private List<Fields> failures() {
    return events(Span::failed);
  }

  private List<Fields> events(Predicate<Span> wanted) {
    List<Span> spans = recorded.spans();
    return IntStream.range(0, spans.size())
        .filter(number -> wanted.test(spans.get(number)))
        .mapToObj(number -> event(number, spans.get(number)))
        .toList();
  }

  private Fields event(int number, Span span) {
    String detail = span.detail().strip();
    String lane = span.lane().label();
    return new Fields()
        .number("number", number)
        .text("kind", span.kind().word())
        .text("lane", lane)
        .text("subject", span.kind().isBackground() ? lane : lane + ": " + span.name())
        .text("name", span.name())
        .text("begin", axis.since(span.begin()))
        .text("took", Millis.text(span.took()))
        .text("outcome", span.outcome().word())
        .text("why", shortened(detail))
        .text("detail", detail)
        .when("hasDetail", !detail.isEmpty());
  }

  private static String shortened(String detail) {
    String line = BLANKS.matcher(detail).replaceAll(" ");
    return line.length() <= WHY_CHARACTERS ? line : line.substring(0, WHY_CHARACTERS) + "…";
  }

  /** Those of containers that failed come first. */
  private List<Fields> logs() {
    List<ContainerLog> logs = recorded.logs();
    Set<Lane> failed =
        recorded.spans().stream().filter(Span::failed).map(Span::lane).collect(toSet());
    return IntStream.range(0, logs.size())
        .boxed()
        .sorted(Comparator.comparing(number -> !failed.contains(logs.get(number).lane())))
        .map(number -> log(number, logs.get(number), failed.contains(logs.get(number).lane())))
        .toList();
  }

  private Fields log(int number, ContainerLog log, boolean failed) {
    boolean open = failed || recorded.logs().size() <= MOST_OPEN_LOGS;
    return new Fields()
        .number("number", number)
        .text("container", log.container())
        .text("size", counted(log.lines().size(), "line"))
        .text("text", String.join("\n", log.lines()))
        .when("open", open)
        .when("failed", failed)
        .when("empty", log.lines().isEmpty())
        .when("full", !log.lines().isEmpty());
  }
}
