package dev.harness.locate.user;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user's system properties and environment say, as they were at one moment.
 *
 * @param environment the variables
 * @param properties the system properties
 */
public record Settings(Map<String, String> environment, Map<String, String> properties) {
  /** Copies both. */
  public Settings {
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
  }

  /** Those of this process. */
  public static Settings ofThisProcess() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      String value = System.getProperty(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    return new Settings(System.getenv(), properties);
  }

  /** The same with other values of some variables. */
  public Settings withVariables(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new Settings(all, properties);
  }

  /** The value of a variable, unless it is blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** The value of a system property, unless it is blank. */
  public Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name)).filter(value -> !value.isBlank());
  }
}
