package dev.harness.timeline.report;

import dev.harness.timeline.ContainerLog;
import dev.harness.timeline.Lane;
import dev.harness.timeline.Recorded;
import dev.harness.timeline.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The lanes of a run with their bars. */
final class Chart {
  private static final int TIP_CHARACTERS = 240;

  private final Axis axis;
  private final List<Span> spans;
  private final List<ContainerLog> logs;
  private final Map<Lane, List<Integer>> lanes = new LinkedHashMap<>();

  Chart(Recorded recorded, Axis axis) {
    this.axis = axis;
    this.spans = recorded.spans();
    this.logs = recorded.logs();
    for (int i = 0; i < spans.size(); i++) {
      lanes.computeIfAbsent(spans.get(i).lane(), lane -> new ArrayList<>()).add(i);
    }
  }

  /** Those that have lanes. */
  List<Fields> groups() {
    return Stream.of(Lane.Group.values())
        .map(
            group ->
                new Fields()
                    .text("title", group.title())
                    .list(
                        "lanes",
                        lanes.keySet().stream()
                            .filter(lane -> lane.group() == group)
                            .map(this::lane)
                            .toList()))
        .filter(group -> !group.list("lanes").isEmpty())
        .toList();
  }

  private Fields lane(Lane lane) {
    List<Integer> numbers = lanes.getOrDefault(lane, List.of());
    Stack stack = new Stack();
    List<Fields> bars = numbers.stream().map(number -> bar(number, stack)).toList();
    Optional<ContainerLog> log = logs.stream().filter(one -> one.lane().equals(lane)).findFirst();
    return new Fields()
        .text("label", lane.label())
        .text("note", lane.note())
        .number("height", stack.height())
        .number("log", log.map(logs::indexOf).orElse(-1))
        .when("hasLog", log.isPresent())
        .when("hasNoLog", log.isEmpty())
        .when("hasNote", !lane.note().isEmpty())
        .list("bars", bars);
  }

  private Fields bar(int number, Stack stack) {
    Span span = spans.get(number);
    int row = span.kind().isBackground() ? 0 : stack.row(span);
    String detail = ReadableText.plain(span.detail()).strip();
    String tip =
        detail.length() <= TIP_CHARACTERS ? detail : detail.substring(0, TIP_CHARACTERS) + "…";
    return new Fields()
        .number("number", number)
        .text("kind", span.kind().word())
        .text("outcome", span.outcome().word())
        .text("side", axis.isRight(span.begin()) ? "right" : "left")
        .text("left", axis.left(span.begin()))
        .text("width", axis.percent(span.took()))
        .number("row", row)
        .text("name", span.name())
        .text("took", Millis.text(span.took()))
        .text("begin", axis.since(span.begin()))
        .text("detail", tip)
        .when("hasDetail", !tip.isEmpty());
  }
}
