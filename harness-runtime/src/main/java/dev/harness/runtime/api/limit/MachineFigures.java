package dev.harness.runtime.api.limit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The figures of the machine that those of a container are compared with.
 *
 * @param cpuNanos the time of all processors since the machine's start, idle time too
 * @param processors how many there are
 */
record MachineFigures(long cpuNanos, int processors, long memoryBytes) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final long NANOS_PER_TICK = 10_000_000;

  /** User, nice, system, idle, waiting, interrupts twice, stolen; the rest is in these. */
  private static final int TIMES = 8;

  /** Reads {@code stat} and {@code meminfo} of a procfs; zeros where they cannot be read. */
  static MachineFigures read(Path proc) {
    long ticks = 0;
    int processors = 0;
    for (String line : lines(proc.resolve("stat"))) {
      String[] words = BLANKS.split(line, -1);
      if (words[0].equals("cpu")) {
        for (int i = 1; i <= Math.min(TIMES, words.length - 1); i++) {
          ticks += Long.parseLong(words[i]);
        }
      } else if (words[0].startsWith("cpu")) {
        processors++;
      }
    }
    return new MachineFigures(ticks * NANOS_PER_TICK, processors, memory(proc));
  }

  private static long memory(Path proc) {
    return lines(proc.resolve("meminfo")).stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> BLANKS.split(line, -1))
        .mapToLong(words -> Long.parseLong(words[1]) * 1024)
        .findFirst()
        .orElse(0);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
