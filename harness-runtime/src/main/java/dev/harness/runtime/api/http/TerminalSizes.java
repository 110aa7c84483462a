package dev.harness.runtime.api.http;

import dev.harness.runtime.linux.terminal.TerminalSize;
import java.util.List;
import java.util.OptionalLong;

/** The two ways in which the API writes how large a terminal is. */
public final class TerminalSizes {
  private TerminalSizes() {}

  /**
   * Reads a list of rows and columns; an empty one stands for an unknown size.
   *
   * @param field where it stands, for messages
   * @throws RefusedRequest when it is anything else
   */
  public static TerminalSize of(String field, List<Integer> rowsAndColumns) {
    if (rowsAndColumns.isEmpty()) {
      return TerminalSize.UNKNOWN;
    }
    if (rowsAndColumns.size() != 2) {
      throw RefusedRequest.malformed(field + " has to be two numbers: rows and columns");
    }
    return of(field, rowsAndColumns.get(0), rowsAndColumns.get(1));
  }

  /**
   * Reads the parameters {@code h} and {@code w}.
   *
   * @throws RefusedRequest when one is missing or no size
   */
  public static TerminalSize of(Query query) {
    return of("the query", required(query, "h"), required(query, "w"));
  }

  private static long required(Query query, String name) {
    OptionalLong number = query.number(name);
    if (number.isEmpty()) {
      throw RefusedRequest.malformed("parameter " + name + " is missing: want a number");
    }
    return number.getAsLong();
  }

  private static TerminalSize of(String place, long rows, long columns) {
    try {
      return new TerminalSize(Math.toIntExact(rows), Math.toIntExact(columns));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw RefusedRequest.malformed("%s: %s".formatted(place, e.getMessage()), e);
    }
  }
}
