package dev.harness.runtime.engine.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Environment variables as lists of {@code KEY=value}. */
public final class Environment {
  /** What a process on a terminal has before all other variables (C25). */
  public static final String TERMINAL = "TERM=xterm";

  private Environment() {}

  /** What a further process has in a container with this environment. */
  public static List<String> ofExec(List<String> container, ExecRequest request) {
    List<String> base = request.terminal() ? List.of(TERMINAL) : List.of();
    return merge(merge(base, container), request.environment());
  }

  /**
   * Puts {@code over} over {@code base}: a key that both have takes the later value in the earlier
   * place, a {@code KEY} without {@code =} removes (C25).
   */
  public static List<String> merge(List<String> base, List<String> over) {
    Map<String, String> merged = new LinkedHashMap<>();
    base.forEach(variable -> put(merged, variable));
    over.forEach(variable -> put(merged, variable));
    return List.copyOf(merged.values());
  }

  private static void put(Map<String, String> merged, String variable) {
    int equals = variable.indexOf('=');
    if (equals < 0) {
      merged.remove(variable);
    } else {
      merged.put(variable.substring(0, equals), variable);
    }
  }
}
