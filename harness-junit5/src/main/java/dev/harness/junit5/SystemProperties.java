package dev.harness.junit5;

import dev.harness.RunningContainer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** System properties by which what a test starts finds a container. */
final class SystemProperties {
  private SystemProperties() {}

  /**
   * Sets properties, or none when one of them is wrong.
   *
   * @param templates as {@code name=value}
   * @param place for messages
   * @return what brings back those that there were
   */
  static Runnable set(String[] templates, RunningContainer container, String place) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String template : templates) {
      int equals = template.indexOf('=');
      if (equals <= 0) {
        throw new ExtensionConfigurationException(
            "@Container on %s has the property '%s', which is not of the form name=value"
                .formatted(place, template));
      }
      values.put(template.substring(0, equals), value(template, equals + 1, container, place));
    }
    Deque<Runnable> restores = new ArrayDeque<>();
    values.forEach((name, value) -> restores.push(set(name, value)));
    return () -> restores.forEach(Runnable::run);
  }

  private static String value(
      String template, int begin, RunningContainer container, String place) {
    try {
      return container.url(template.substring(begin));
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          "@Container on %s has the property '%s': %s".formatted(place, template, e.getMessage()),
          e);
    }
  }

  private static Runnable set(String name, String value) {
    String before = System.getProperty(name);
    System.setProperty(name, value);
    return before == null
        ? () -> System.clearProperty(name)
        : () -> System.setProperty(name, before);
  }
}
