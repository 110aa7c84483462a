package dev.harness.runtime.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What {@code /proc/<pid>/stat} says of a process ({@code proc_pid_stat(5)}).
 *
 * @param name may hold anything, blanks and brackets too
 * @param fields those behind the name; the first is the state, number 3 of the man page
 */
record StatLine(int pid, String name, List<String> fields) {
  private static final int LAST_FIELD = 24;
  private static final int FIRST_FIELD = 3;
  private static final int TICKS_PER_SECOND = 100;
  private static final int PAGE_BYTES = 4096;
  private static final int PTS_MAJOR = 136;
  private static final int PTS_MAJORS = 8;

  /**
   * What the numbers are counted from.
   *
   * @param booted when the machine started
   */
  record Machine(Instant booted) {
    static Machine read(Path proc) throws IOException {
      return new Machine(
          Files.readAllLines(proc.resolve("stat")).stream()
              .filter(line -> line.startsWith("btime "))
              .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip())))
              .findFirst()
              .orElse(Instant.EPOCH));
    }
  }

  /**
   * Reads the line.
   *
   * @throws IOException when it is cut off, as that of a process that ends
   */
  static StatLine parse(String line) throws IOException {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 2 || close < open) {
      throw new IOException("no line about a process: " + line);
    }
    List<String> fields = List.of(line.substring(close + 1).strip().split(" +", -1));
    if (fields.size() < LAST_FIELD - FIRST_FIELD + 1) {
      throw new IOException("the line about a process is too short: " + line);
    }
    return new StatLine(
        Integer.parseInt(line.substring(0, open).strip()), line.substring(open + 1, close), fields);
  }

  /** The field with this number in the man page. */
  private long number(int field) {
    return Long.parseLong(fields.get(field - FIRST_FIELD));
  }

  ContainerProcess process(Machine machine, long uid, String command) {
    return new ContainerProcess(
        pid,
        (int) number(4),
        uid,
        Long.toString(uid),
        fields.get(0).charAt(0),
        terminal((int) number(7)),
        (int) number(19),
        machine.booted().plus(time(number(22))),
        time(number(14) + number(15)),
        number(23),
        number(24) * PAGE_BYTES,
        command,
        name);
  }

  private static Duration time(long ticks) {
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /** From the number of a device, whose minor half is in two pieces. */
  private static String terminal(int device) {
    int major = (device >>> 8) & 0xfff;
    int minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
    return major >= PTS_MAJOR && major < PTS_MAJOR + PTS_MAJORS
        ? "pts/" + ((major - PTS_MAJOR) * 256 + minor)
        : "?";
  }
}
