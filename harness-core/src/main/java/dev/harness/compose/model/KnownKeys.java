package dev.harness.compose.model;

import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Refuses keys that nobody reads: silence would let a service be another than its file says. */
final class KnownKeys {
  private final Set<String> read;
  private final Map<String, String> reasons;

  private KnownKeys(Set<String> read, Map<String, String> reasons) {
    this.read = read;
    this.reasons = reasons;
  }

  /** Knows these, and no reasons for others. */
  static KnownKeys of(String... read) {
    return new KnownKeys(Set.of(read), Map.of());
  }

  /**
   * Knows these.
   *
   * @param reasons why others are not supported, and what to do
   */
  static KnownKeys of(Collection<String> read, Map<String, String> reasons) {
    return new KnownKeys(new HashSet<>(read), Map.copyOf(reasons));
  }

  /** Refuses all others but the file's own ({@code x-…}) and those that say nothing. */
  void require(Fields fields) {
    fields
        .byName()
        .forEach(
            (key, value) -> {
              if (!read.contains(key) && !key.startsWith("x-") && !value.isNothing()) {
                throw refused(key, value);
              }
            });
  }

  private IllegalArgumentException refused(String key, Value value) {
    String reason = reasons.getOrDefault(key, "is not supported, or no key of compose files");
    return value.<IllegalArgumentException>read(
        key,
        one -> {
          throw one.wrong(reason);
        });
  }
}
