package dev.harness.locate.user;

import java.util.Map;
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

  /** The keys that mean nothing, in order. */
  Set<String> unknownKeys() {
    return values.keySet().stream()
        .filter(key -> Setting.ofKey(key).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
