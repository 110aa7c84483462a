package dev.harness.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * The differences that {@code docs/compatibility.md} accepts, each with its reason: the rows of its
 * table that begin with {@code | D}. In the columns of keys and values a star stands for anything.
 * Safe for use by several threads.
 */
final class AcceptedDifferences {
  private static final int COLUMNS = 5;

  private final List<Row> rows;
  private final Set<String> met = new ConcurrentSkipListSet<>();

  private AcceptedDifferences(List<Row> rows) {
    this.rows = rows;
  }

  private record Row(String id, Pattern key, Pattern docker, Pattern ours) {
    boolean accepts(Difference difference) {
      return key.matcher(difference.key()).matches()
          && docker.matcher(difference.docker()).matches()
          && ours.matcher(difference.ours()).matches();
    }
  }

  static AcceptedDifferences read(Path document) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("| D")) {
        rows.add(row(line));
      }
    }
    return new AcceptedDifferences(rows);
  }

  private static Row row(String line) {
    String[] cells = line.strip().split("\\s*\\|\\s*", -1);
    if (cells.length != COLUMNS + 2 || cells[COLUMNS].isEmpty()) {
      throw new IllegalArgumentException("not id, key, docker, ours and reason: " + line);
    }
    return new Row(cells[1], pattern(cells[2]), pattern(cells[3]), pattern(cells[4]));
  }

  private static Pattern pattern(String cell) {
    StringBuilder expression = new StringBuilder();
    for (String literal : cell.replace("`", "").split("\\*", -1)) {
      expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL);
  }

  boolean accepts(Difference difference) {
    for (Row row : rows) {
      if (row.accepts(difference)) {
        met.add(row.id());
        return true;
      }
    }
    return false;
  }

  /** Those that no request met: they are to be struck out. */
  Set<String> unmet() {
    Set<String> unmet = new TreeSet<>(rows.stream().map(Row::id).toList());
    unmet.removeAll(met);
    return unmet;
  }
}
