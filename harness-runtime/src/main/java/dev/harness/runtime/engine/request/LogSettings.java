package dev.harness.runtime.engine.request;

import java.util.Map;

/**
 * What becomes of a container's output.
 *
 * @param readable whether it can be read later; otherwise only by who is attached
 * @param maxBytes how large a file of it gets before the next one begins
 * @param maxFiles how many files are kept
 * @param options the words of the request, to be shown
 */
public record LogSettings(
    boolean readable, long maxBytes, int maxFiles, Map<String, String> options) {
  /** All is kept in one file. */
  public static final LogSettings DEFAULT = new LogSettings(true, Long.MAX_VALUE, 1, Map.of());

  private static final long FOR_THE_ATTACHED_BYTES = 1 << 20;

  /** Little is kept, for those who are attached. */
  public static final LogSettings NONE =
      new LogSettings(false, FOR_THE_ATTACHED_BYTES, 2, Map.of());

  /** Refuses files without room, and none. */
  public LogSettings {
    options = Map.copyOf(options);
    if (maxBytes < 1 || maxFiles < 1) {
      throw new IllegalArgumentException("a log needs a file, and room in it");
    }
  }
}
