package dev.harness.engineapi.client;

import java.time.Instant;
import java.util.Locale;

/**
 * Which part of a container's log is wanted; both streams always are.
 *
 * @param follow whether what comes later is wanted too, until the container exits
 * @param tail how many of the last lines; negative means all
 * @param since only lines of that moment and later
 */
public record LogSelection(boolean follow, int tail, Instant since) {
  /** All lines that there are. */
  public static final LogSelection ALL = new LogSelection(false, -1, Instant.EPOCH);

  /** The last lines. */
  public static LogSelection last(int lines) {
    return new LogSelection(false, lines, Instant.EPOCH);
  }

  /** All lines from a moment on that there are and will be. */
  public static LogSelection followFrom(Instant since) {
    return new LogSelection(true, -1, since);
  }

  /** The moment in the words of the API; empty for all lines. */
  String sinceText() {
    return since.equals(Instant.EPOCH)
        ? ""
        : String.format(Locale.ROOT, "%d.%09d", since.getEpochSecond(), since.getNano());
  }
}
