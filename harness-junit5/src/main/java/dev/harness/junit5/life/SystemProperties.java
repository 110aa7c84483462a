package dev.harness.junit5.life;

import dev.harness.RunningContainer;
import dev.harness.junit5.text.Pair;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** System properties by which what a test starts finds a container. */
final class SystemProperties {
  private SystemProperties() {}

  /**
   * Sets properties.
   *
   * @param templates names, and values as {@link RunningContainer#url} takes them
   * @return what brings back those that there were
   */
  static Runnable set(List<Pair> templates, RunningContainer container) {
    Map<String, String> values = new LinkedHashMap<>();
    templates.forEach(one -> values.put(one.first(), container.url(one.second())));
    Deque<Runnable> restores = new ArrayDeque<>();
    values.forEach((name, value) -> restores.push(set(name, value)));
    return () -> restores.forEach(Runnable::run);
  }

  private static Runnable set(String name, String value) {
    String before = System.getProperty(name);
    System.setProperty(name, value);
    return () -> restore(name, value, before);
  }

  /** Leaves what somebody else has set meanwhile. */
  private static void restore(String name, String ours, @Nullable String before) {
    if (!ours.equals(System.getProperty(name))) {
      return;
    }
    if (before == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, before);
    }
  }
}
