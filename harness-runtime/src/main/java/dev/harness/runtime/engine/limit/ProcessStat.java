package dev.harness.runtime.engine.limit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process, see {@code proc_pid_stat(5)}. Times are in ticks
 * of 10 ms and contain those of children that have ended.
 */
record ProcessStat(
    int pid, int parent, long userTicks, long kernelTicks, long threads, long residentPages) {
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int KERNEL = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_KERNEL = 14;
  private static final int THREADS = 17;
  private static final int RESIDENT = 21;

  /** Nothing when it has ended. */
  static Optional<ProcessStat> read(Path process) {
    try {
      return parse(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /**
   * Reads the line; nothing when it is cut off. The name of the program may hold blanks and
   * brackets itself, so the last bracket counts.
   */
  static Optional<ProcessStat> parse(String text) {
    int name = text.indexOf(" (");
    int end = text.lastIndexOf(") ");
    if (name < 1 || end < name) {
      return Optional.empty();
    }
    String[] fields = text.substring(end + 2).split(" ", -1);
    if (fields.length <= RESIDENT) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessStat(
            Integer.parseInt(text.substring(0, name)),
            Integer.parseInt(fields[PARENT]),
            Long.parseLong(fields[USER]) + Long.parseLong(fields[CHILDREN_USER]),
            Long.parseLong(fields[KERNEL]) + Long.parseLong(fields[CHILDREN_KERNEL]),
            Long.parseLong(fields[THREADS]),
            Long.parseLong(fields[RESIDENT])));
  }
}
