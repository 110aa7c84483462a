package dev.harness.compose.file;

import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.compose.yaml.Value.Items;
import dev.harness.compose.yaml.Value.Nothing;
import dev.harness.compose.yaml.Value.Replacement;
import dev.harness.compose.yaml.Value.Reset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What a later file makes of an earlier one, or a service of the one that it extends: mappings grow by
 * keys, lists by items, and what is one value is replaced. Commands are one value. What is published,
 * mounted or given as a file is told apart by its place, so a later one for the same place counts.
 */
final class Merge {
  private static final Set<String> REPLACED = Set.of("command", "entrypoint");
  private static final Map<String, Function<Fields, String>> PLACES =
      Map.of(
          "ports", Merge::port,
          "volumes", mount -> mount.get("target").kind(),
          "configs", Merge::file,
          "secrets", Merge::file);

  private Merge() {}

  /** Merges whole files. */
  static Fields files(Fields earlier, Fields later) {
    return fields(
        earlier,
        later,
        (key, pair) ->
            key.equals("services")
                ? fields(
                    pair.earlier().fields(), pair.later().fields(), (name, of) -> of.services())
                : pair.plain());
  }

  /** Merges services. */
  static Fields services(Fields earlier, Fields later) {
    return fields(earlier, later, Merge::attribute);
  }

  private static Value attribute(String key, Pair pair) {
    if (REPLACED.contains(key)) {
      return pair.later();
    }
    Function<Fields, String> place = PLACES.get(key);
    if (place != null && pair.later() instanceof Items) {
      return byPlace(pair, place);
    }
    return key.equals("healthcheck")
        ? fields(pair.earlier().fields(), pair.later().fields(), (name, of) -> of.later())
        : pair.plain();
  }

  /** What two files say of one thing. */
  private record Pair(Value earlier, Value later) {
    Value services() {
      return Merge.services(earlier.fields(), later.fields());
    }

    Value plain() {
      if (later instanceof Fields && earlier instanceof Fields) {
        return Merge.fields(earlier.fields(), later.fields(), (key, pair) -> pair.plain());
      }
      if (later instanceof Items && earlier instanceof Items) {
        return appended();
      }
      return later.isNothing() && !(earlier instanceof Value.Text) ? earlier : later;
    }

    private Value appended() {
      List<Value> all = new ArrayList<>(earlier.items());
      Set<String> texts = new HashSet<>();
      earlier.items().forEach(item -> texts.add(item.kind()));
      for (Value item : later.items()) {
        if (!(item instanceof Value.Text) || texts.add(item.kind())) {
          all.add(item);
        }
      }
      return Items.of(later.position(), all);
    }
  }

  /** How two values of one key become one. */
  private interface Rule {
    Value merged(String key, Pair pair);
  }

  private static Fields fields(Fields earlier, Fields later, Rule rule) {
    Map<String, Value> all = new LinkedHashMap<>(earlier.byName());
    later
        .byName()
        .forEach(
            (key, value) -> {
              if (value instanceof Reset) {
                all.remove(key);
              } else if (value instanceof Replacement replacement) {
                all.put(key, replacement.value());
              } else {
                // Also of what comes new, in which something may be reset.
                Value before = all.getOrDefault(key, new Nothing(value.position()));
                all.put(
                    key,
                    before.isNothing() ? fresh(value) : rule.merged(key, new Pair(before, value)));
              }
            });
    return Fields.of(later.position(), all);
  }

  /** What nothing was said of before. */
  private static Value fresh(Value value) {
    return value instanceof Fields fields
        ? fields(Fields.of(value.position(), Map.of()), fields, (key, pair) -> pair.later())
        : value;
  }

  private static Value byPlace(Pair pair, Function<Fields, String> place) {
    Map<String, Value> all = new LinkedHashMap<>();
    BinaryOperator<Value> later = (before, now) -> now;
    pair.earlier().items().forEach(item -> all.merge(place.apply(item.fields()), item, later));
    pair.later().items().forEach(item -> all.merge(place.apply(item.fields()), item, later));
    return Items.of(pair.later().position(), List.copyOf(all.values()));
  }

  private static String port(Fields port) {
    return String.join(
        " ",
        port.get("target").kind(),
        port.get("published").kind(),
        port.get("host_ip").kind(),
        port.get("protocol").kind());
  }

  private static String file(Fields file) {
    Value target = file.get("target");
    return target.isNothing() ? file.get("source").kind() : target.kind();
  }
}
