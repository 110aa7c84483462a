package dev.harness.locate.user;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a file of settings says.
 *
 * @param name which file it is, for people
 * @param values by key
 */
public record SettingsFile(String name, Map<String, String> values) {
  /** Copies the values. */
  public SettingsFile {
    values = Map.copyOf(values);
  }

  /** What it says of a setting; blank is nothing. */
  Optional<Settings.Value> find(Setting setting) {
    return Optional.ofNullable(values.get(setting.key()))
        .filter(text -> !text.isBlank())
        .map(text -> new Settings.Value(text, setting.key() + " in " + name));
  }

  /** The keys that mean nothing, in order. */
  Set<String> unknownKeys() {
    return values.keySet().stream()
        .filter(key -> Setting.ofKey(key).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
