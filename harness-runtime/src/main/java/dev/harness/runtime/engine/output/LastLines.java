package dev.harness.runtime.engine.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of a log, each of one entry or more, and not too long: they came so. */
final class LastLines {
  private final int most;
  private final Deque<List<LogEntry>> lines = new ArrayDeque<>();

  LastLines(int most) {
    this.most = most;
  }

  void add(LogEntry entry) {
    List<LogEntry> last = lines.peekLast();
    if (last != null && entry.continuing() && last.get(0).kind() == entry.kind()) {
      last.add(entry);
      return;
    }
    lines.addLast(new ArrayList<>(List.of(entry)));
    if (lines.size() > most) {
      lines.removeFirst();
    }
  }

  /** The entries of all lines, the oldest first. */
  List<LogEntry> entries() {
    return lines.stream().flatMap(List::stream).toList();
  }
}
