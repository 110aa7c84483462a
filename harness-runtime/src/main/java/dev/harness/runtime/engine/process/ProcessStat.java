package dev.harness.runtime.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc/<pid>/stat} says of a process ({@code proc_pid_stat(5)}).
 *
 * @param name may hold anything, blanks and brackets too
 * @param fields those behind the name; the first is the state, number 3 of the man page
 */
public record ProcessStat(int pid, String name, List<String> fields) {
  private static final int LAST_FIELD = 24;
  private static final int FIRST_FIELD = 3;
  private static final int LONGEST_LINE = 4096;
  private static final int TICKS_PER_SECOND = 100;
  private static final int PAGE_BYTES = 4096;
  private static final int PTS_MAJOR = 136;
  private static final int PTS_MAJORS = 8;

  /** Copies the fields. */
  public ProcessStat {
    fields = List.copyOf(fields);
  }

  /**
   * Reads that of a process.
   *
   * @param process its directory in a procfs
   * @return nothing when it has ended
   */
  public static Optional<ProcessStat> read(Path process) {
    try (InputStream in = Files.newInputStream(process.resolve("stat"))) {
      return parse(new String(in.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /**
   * Reads the line; nothing when it is cut off, as that of a process that ends. The name of the
   * program may hold brackets itself, so the last one counts.
   */
  static Optional<ProcessStat> parse(String line) {
    int open = line.indexOf(" (");
    int close = line.lastIndexOf(')');
    if (open < 1 || close < open) {
      return Optional.empty();
    }
    List<String> fields = List.of(line.substring(close + 1).strip().split(" +", -1));
    return fields.size() <= LAST_FIELD - FIRST_FIELD
        ? Optional.empty()
        : Optional.of(
            new ProcessStat(
                Integer.parseInt(line.substring(0, open)),
                line.substring(open + 2, close),
                fields));
  }

  /** The field with this number in the man page. */
  private long number(int field) {
    return Long.parseLong(fields.get(field - FIRST_FIELD));
  }

  /** One letter, {@code S} for one that sleeps. */
  char state() {
    return fields.get(0).charAt(0);
  }

  /** The process that it is a child of. */
  public int parent() {
    return (int) number(4);
  }

  /** {@code pts/0} for example, a question mark without one. */
  String terminal() {
    int device = (int) number(7);
    // The minor half of a device's number is in two pieces.
    int major = (device >>> 8) & 0xfff;
    int minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
    return major >= PTS_MAJOR && major < PTS_MAJOR + PTS_MAJORS
        ? "pts/" + ((major - PTS_MAJOR) * 256 + minor)
        : "?";
  }

  /** How long it has worked, in the kernel too. */
  Duration processorTime() {
    return time(number(14) + number(15));
  }

  /** How long it and its children that have ended have worked outside the kernel. */
  public Duration userTimeOfAll() {
    return time(number(14) + number(16));
  }

  /** How long it and its children that have ended have worked inside the kernel. */
  public Duration kernelTimeOfAll() {
    return time(number(15) + number(17));
  }

  int nice() {
    return (int) number(19);
  }

  /** How many threads it has. */
  public long threads() {
    return number(20);
  }

  /** When it was started, on a machine that was booted then. */
  Instant started(Instant booted) {
    return booted.plus(time(number(22)));
  }

  long virtualBytes() {
    return number(23);
  }

  /** The memory that it has and that is not swapped out. */
  public long residentBytes() {
    return number(24) * PAGE_BYTES;
  }

  private static Duration time(long ticks) {
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }
}
