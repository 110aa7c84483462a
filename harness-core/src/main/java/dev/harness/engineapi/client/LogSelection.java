package dev.harness.engineapi.client;

/**
 * Which part of a container's log is wanted; both streams always are.
 *
 * @param follow whether what comes later is wanted too, until the container exits
 * @param tail how many of the last lines; negative means all
 */
public record LogSelection(boolean follow, int tail) {
  /** All lines that there are. */
  public static final LogSelection ALL = new LogSelection(false, -1);

  /** All lines that there are and will be. */
  public static final LogSelection FOLLOW = new LogSelection(true, -1);

  /** The last lines. */
  public static LogSelection last(int lines) {
    return new LogSelection(false, lines);
  }
}
