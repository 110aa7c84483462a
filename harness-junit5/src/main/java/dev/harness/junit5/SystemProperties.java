package dev.harness.junit5;

import dev.harness.RunningContainer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** System properties by which what a test starts finds a container. */
final class SystemProperties {
  private SystemProperties() {}

  /**
   * Sets properties.
   *
   * @param templates as {@code name=value}
   * @param place for messages
   * @return what brings back those that there were
   */
  static Runnable set(String[] templates, RunningContainer container, String place) {
    Deque<Runnable> restores = new ArrayDeque<>();
    for (String template : templates) {
      int equals = template.indexOf('=');
      if (equals <= 0) {
        throw new ExtensionConfigurationException(
            "@Container on %s has the property '%s', which is not of the form name=value"
                .formatted(place, template));
      }
      String name = template.substring(0, equals);
      String before = System.getProperty(name);
      System.setProperty(name, container.url(template.substring(equals + 1)));
      restores.push(
          before == null
              ? () -> System.clearProperty(name)
              : () -> System.setProperty(name, before));
    }
    return () -> restores.forEach(Runnable::run);
  }
}
