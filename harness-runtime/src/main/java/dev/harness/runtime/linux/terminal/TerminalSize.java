package dev.harness.runtime.linux.terminal;

/**
 * How many characters a terminal shows.
 *
 * @param rows 0 to 65535; 0 = unknown
 * @param columns as the rows
 */
public record TerminalSize(int rows, int columns) {
  /** Nobody has said it: what a new terminal has (C33). */
  public static final TerminalSize UNKNOWN = new TerminalSize(0, 0);

  private static final int MAXIMUM = 0xFFFF;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of range
   */
  public TerminalSize {
    require("rows", rows);
    require("columns", columns);
  }

  private static void require(String what, int number) {
    if (number < 0 || number > MAXIMUM) {
      throw new IllegalArgumentException(
          "a terminal cannot have %d %s, want 0 to %d".formatted(number, what, MAXIMUM));
    }
  }

  /** As {@code struct winsize}: rows, columns and two sizes in pixels, each two bytes. */
  public long packed() {
    return rows | (long) columns << 16;
  }

  @Override
  public String toString() {
    return rows + " rows of " + columns + " columns";
  }
}
