package dev.harness.runtime.boot;

import java.util.Map;

/** Whether the user wants the host to reach containers by their own addresses. */
final class DirectAddressSetting {
  private static final String NAME = "HARNESS_DIRECT_ADDRESSES";

  private DirectAddressSetting() {}

  /**
   * Reads the variable; absent or blank = no.
   *
   * @throws SetUpException when it says neither yes nor no, or yes where that cannot be
   */
  static boolean of(Map<String, String> environment, EngineMode mode) {
    String text = environment.getOrDefault(NAME, "").strip();
    switch (text) {
      case "", "false" -> {
        return false;
      }
      case "true" -> {
        if (mode != EngineMode.ROOT) {
          throw new SetUpException(
              ("direct addresses of containers (%s) need an engine that root starts, for it adds"
                      + " routes to the host's network; this one is %s. Start it as root, or leave"
                      + " the setting out and use published ports")
                  .formatted(NAME, mode.word()));
        }
        return true;
      }
      default ->
          throw new SetUpException(
              "the variable %s is '%s': want true or false".formatted(NAME, text));
    }
  }
}
