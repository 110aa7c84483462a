package dev.harness.runtime.engine.limit;

import dev.harness.runtime.linux.process.Procfs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What went through one network link, in both directions. */
public record LinkFigures(Direction received, Direction sent) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String LOOPBACK = "lo";
  private static final int HEADER_LINES = 2;
  private static final int SENT = 8;
  private static final int FIELDS = 16;

  /** One direction. */
  public record Direction(long bytes, long packets, long errors, long dropped) {}

  /** The links in the network of a process, by name and without the loopback. */
  public static Map<String, LinkFigures> of(int pid) {
    try {
      return parse(Files.readAllLines(Procfs.directory(pid).resolve("net/dev")));
    } catch (IOException ended) {
      return Map.of();
    }
  }

  /** Reads the lines of {@code /proc/net/dev}. */
  static Map<String, LinkFigures> parse(List<String> lines) {
    Map<String, LinkFigures> links = new LinkedHashMap<>();
    for (String line : lines.subList(Math.min(HEADER_LINES, lines.size()), lines.size())) {
      int colon = line.indexOf(':');
      String[] fields = BLANKS.split(line.substring(colon + 1).strip(), -1);
      String name = line.substring(0, Math.max(0, colon)).strip();
      if (fields.length >= FIELDS && !name.equals(LOOPBACK)) {
        links.put(name, new LinkFigures(direction(fields, 0), direction(fields, SENT)));
      }
    }
    return links;
  }

  private static Direction direction(String[] fields, int at) {
    return new Direction(
        Long.parseLong(fields[at]),
        Long.parseLong(fields[at + 1]),
        Long.parseLong(fields[at + 2]),
        Long.parseLong(fields[at + 3]));
  }
}
