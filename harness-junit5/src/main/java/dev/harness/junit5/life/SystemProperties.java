package dev.harness.junit5.life;

import dev.harness.junit5.declare.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * System properties by which what a test starts finds a container, with those who need them. They
 * belong to the JVM, so it refuses two that run at the same time and want different values: for one
 * to wait for the other could hold up JUnit's threads for ever. May be used by several threads.
 */
final class SystemProperties {
  private final Map<String, Property> properties = new HashMap<>();

  SystemProperties() {}

  /** Returns those of the session. */
  static SystemProperties of(ExtensionContext context) {
    return SessionStore.of(context)
        .getOrComputeIfAbsent(
            SystemProperties.class, key -> new SystemProperties(), SystemProperties.class);
  }

  /** One property that is set; {@code before} is the value that it had, null where it had none. */
  private record Property(@Nullable String before, List<Need> needs) {
    Need latest() {
      return needs.get(needs.size() - 1);
    }
  }

  /**
   * Somebody who needs a property to have a value.
   *
   * @param context JUnit's unique id
   * @param place for messages
   */
  private record Need(String value, String context, Place place) {
    boolean goesWith(Need earlier) {
      return value.equals(earlier.value)
          || context.equals(earlier.context)
          || context.startsWith(earlier.context + "/");
    }
  }

  /**
   * Sets properties. A test may set what its class has set, for as long as it runs.
   *
   * @param context the unique id of who needs them
   * @param place of the declaration that wants them
   * @return what brings back those that there were, unless others still need them
   * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException when one of them has
   *     another value for somebody who runs at the same time; then none is set
   */
  synchronized Runnable set(Map<String, String> values, String context, Place place) {
    Map<String, Need> needs = new HashMap<>();
    values.forEach((name, value) -> needs.put(name, new Need(value, context, place)));
    needs.forEach(this::requireFree);
    needs.forEach(this::begin);
    return () -> end(needs);
  }

  private void requireFree(String name, Need need) {
    Property held = properties.get(name);
    if (held == null) {
      return;
    }
    for (Need other : held.needs()) {
      if (!need.goesWith(other)) {
        throw need.place()
            .refused(
                "sets the system property %s, to which %s has given another value, and both run at the same time: put JUnit's @ResourceLock(\"%s\") on both"
                    .formatted(name, other.place(), name));
      }
    }
  }

  private void begin(String name, Need need) {
    properties
        .computeIfAbsent(name, key -> new Property(System.getProperty(key), new ArrayList<>()))
        .needs()
        .add(need);
    System.setProperty(name, need.value());
  }

  private synchronized void end(Map<String, Need> needs) {
    needs.forEach(this::end);
  }

  /** Leaves what somebody else has set meanwhile. */
  private void end(String name, Need need) {
    Property property = properties.get(name);
    if (property == null) {
      return;
    }
    boolean isOurs = property.latest().value().equals(System.getProperty(name));
    property.needs().remove(need);
    String next = property.needs().isEmpty() ? property.before() : property.latest().value();
    if (property.needs().isEmpty()) {
      properties.remove(name);
    }
    if (isOurs && next == null) {
      System.clearProperty(name);
    } else if (isOurs && next != null) {
      System.setProperty(name, next);
    }
  }
}
