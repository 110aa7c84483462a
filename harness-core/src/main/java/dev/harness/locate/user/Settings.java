package dev.harness.locate.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the user's system properties, environment and files say, as they were at one moment.
 *
 * @param environment the variables
 * @param properties the system properties
 * @param files files of settings, the most important first
 */
public record Settings(
    Map<String, String> environment, Map<String, String> properties, List<SettingsFile> files) {
  /** Copies all. */
  public Settings {
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
    files = List.copyOf(files);
  }

  /** Settings without files. */
  public Settings(Map<String, String> environment, Map<String, String> properties) {
    this(environment, properties, List.of());
  }

  /**
   * A setting that was made.
   *
   * @param text never blank
   * @param origin where it was made, for messages
   */
  public record Value(String text, String origin) {}

  /**
   * Those of this process, and of the files that it finds.
   *
   * @throws SettingsException when there is a file that cannot be read
   */
  public static Settings ofThisProcess() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      String value = System.getProperty(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    Settings without = new Settings(System.getenv(), properties);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new Settings(
        without.environment, without.properties, SettingsFiles.read(without, loader));
  }

  /** The same with other values of some variables. */
  public Settings withVariables(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new Settings(all, properties, files);
  }

  /** Looks in the system properties, then the environment, then the files; blank is not made. */
  public Optional<Value> find(Setting setting) {
    return sources().flatMap(source -> source.apply(setting).stream()).findFirst();
  }

  /**
   * The places that settings come from, the most important first, each as what it says of a
   * setting: for settings that stand in for each other.
   */
  public Stream<Function<Setting, Optional<Value>>> sources() {
    return Stream.concat(
        Stream.of(
            setting -> property(setting.key()).map(text -> new Value(text, setting.key())),
            setting ->
                variable(setting.variable()).map(text -> new Value(text, setting.variable()))),
        files.stream().map(file -> file::find));
  }

  /** Warns of the lines in files that mean nothing. Reading alone does not: that happens more often. */
  public void tellOfUnknownKeys() {
    for (SettingsFile file : files) {
      for (String key : file.unknownKeys()) {
        HarnessLog.get().warn("There is no setting {}, which {} makes", key, file.name());
      }
    }
  }

  /** What {@link #find} finds, without where. */
  public Optional<String> value(Setting setting) {
    return find(setting).map(Value::text);
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
