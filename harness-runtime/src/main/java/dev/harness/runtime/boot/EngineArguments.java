package dev.harness.runtime.boot;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the one who starts the engine's process tells it.
 *
 * @param socket where the API is served; the directory exists and is the user's own
 * @param data where images, containers and volumes are kept
 * @param run the directory that was made for this engine's socket and log alone
 */
record EngineArguments(Path socket, Path data, Path run) {
  private static final Set<String> NAMES = Set.of("--socket", "--data", "--run");

  /**
   * Reads {@code --name value} pairs.
   *
   * @throws SetUpException when one is missing or unknown
   */
  static EngineArguments parse(String[] arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!NAMES.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new SetUpException("the engine's process does not know the argument " + arguments[i]);
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    return new EngineArguments(
        Path.of(require(values, "--socket")),
        Path.of(require(values, "--data")),
        Path.of(require(values, "--run")));
  }

  private static String require(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new SetUpException("the engine's process needs " + name);
    }
    return value;
  }
}
