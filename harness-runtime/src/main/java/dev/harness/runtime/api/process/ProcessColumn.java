package dev.harness.runtime.api.process;

import dev.harness.runtime.engine.process.ContainerProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code ps} can say of a process, by the names that it has for that. */
enum ProcessColumn {
  UID("UID", ""),
  USER("USER", "user euser uname"),
  NUMERIC_UID("UID", "uid euid"),
  PID("PID", "pid tgid"),
  PPID("PPID", "ppid"),
  C("C", "c"),
  PERCENT_CPU("%CPU", "%cpu pcpu"),
  PERCENT_MEMORY("%MEM", "%mem pmem"),
  VSZ("VSZ", "vsz vsize"),
  RSS("RSS", "rss rssize rsz"),
  STIME("STIME", "stime"),
  START("START", "start start_time bsdstart"),
  TTY("TTY", "tty tt tname"),
  STAT("STAT", "stat"),
  S("S", "s state"),
  NICE("NI", "ni nice"),
  TIME("TIME", "time cputime"),
  BSD_TIME("TIME", "bsdtime"),
  CMD("CMD", "cmd"),
  COMMAND("COMMAND", "args command"),
  COMM("COMMAND", "comm ucmd ucomm");

  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter EARLIER =
      DateTimeFormatter.ofPattern("MMMdd", Locale.ENGLISH).withZone(ZoneId.systemDefault());
  private static final int KIB = 1024;

  private final String title;

  /** Separated by blanks. */
  private final String names;

  ProcessColumn(String title, String names) {
    this.title = title;
    this.names = names;
  }

  /** What stands above it. */
  String title() {
    return title;
  }

  /** Some have no name: they belong to a format. */
  static Optional<ProcessColumn> named(String name) {
    return Arrays.stream(values())
        .filter(column -> !name.isEmpty() && column.isCalled(name))
        .findFirst();
  }

  private boolean isCalled(String name) {
    return List.of(names.split(" ", -1)).contains(name);
  }

  /**
   * The value.
   *
   * @param memoryBytes what the machine has
   */
  String of(ContainerProcess process, Instant now, long memoryBytes) {
    return switch (this) {
      case UID, USER -> process.user();
      case NUMERIC_UID -> Long.toString(process.uid());
      case PID -> Integer.toString(process.pid());
      case PPID -> Integer.toString(process.parent());
      case C -> Long.toString((long) percent(process, now));
      case PERCENT_CPU -> "%.1f".formatted(percent(process, now));
      case PERCENT_MEMORY -> "%.1f".formatted(process.residentBytes() * 100.0 / memoryBytes);
      case VSZ -> Long.toString(process.virtualBytes() / KIB);
      case RSS -> Long.toString(process.residentBytes() / KIB);
      case STIME, START -> started(process.started(), now);
      case TTY -> process.terminal();
      case STAT, S -> Character.toString(process.state());
      case NICE -> Integer.toString(process.nice());
      case TIME -> time(process.processorTime());
      case BSD_TIME ->
          "%d:%02d"
              .formatted(
                  process.processorTime().toMinutes(), process.processorTime().toSecondsPart());
      case CMD, COMMAND -> process.command();
      case COMM -> process.name();
    };
  }

  private static double percent(ContainerProcess process, Instant now) {
    long alive = Math.max(1, Duration.between(process.started(), now).toMillis());
    return Math.min(99.9, process.processorTime().toMillis() * 100.0 / alive);
  }

  private static String started(Instant started, Instant now) {
    boolean recent = Duration.between(started, now).toHours() < 24;
    return (recent ? TODAY : EARLIER).format(started);
  }

  private static String time(Duration time) {
    return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
