package dev.harness.images.debian.apt;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What apt wrote when it failed.
 *
 * @param lines the telling ones, at most {@value #MOST_LINES}, oldest first
 */
record AptErrors(List<String> lines) {
  private static final int MOST_LINES = 5;
  private static final int LONGEST_LINE = 300;

  /** Picks apt's error lines out of its error output, or the last lines when there are none. */
  static AptErrors in(String output) {
    List<String> all = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    List<String> errors = all.stream().filter(line -> line.startsWith("E: ")).toList();
    List<String> telling = errors.isEmpty() ? all : errors;
    return new AptErrors(
        telling.subList(Math.max(0, telling.size() - MOST_LINES), telling.size()).stream()
            .map(line -> line.startsWith("E: ") ? line.substring(3) : line)
            .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
            .map(line -> line.replaceFirst("\\.+$", ""))
            .toList());
  }

  /** Whether the sources are fine and a package is just not in them. */
  boolean unknownPackage() {
    return lines.stream()
        .anyMatch(
            line ->
                line.startsWith("Unable to locate package")
                    || line.contains("has no installation candidate"));
  }

  String text() {
    return lines.isEmpty()
        ? "nothing (no error output)"
        : lines.stream().collect(Collectors.joining("; "));
  }
}
