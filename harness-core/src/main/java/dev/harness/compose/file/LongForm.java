package dev.harness.compose.file;

import dev.harness.compose.text.ShellWords;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.compose.yaml.Value.Items;
import dev.harness.compose.yaml.Value.Nothing;
import dev.harness.compose.yaml.Value.Replacement;
import dev.harness.compose.yaml.Value.Reset;
import dev.harness.compose.yaml.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes out what has a short form in a service, so that there is one form to merge and to read. */
final class LongForm {
  private LongForm() {}

  /** Returns a service in its long form. */
  static Fields ofService(Fields service) {
    return service.with(LongForm::of);
  }

  private static Value of(String key, Value value) {
    if (value instanceof Replacement replacement) {
      return new Replacement(value.position(), of(key, replacement.value()));
    }
    return value instanceof Reset || value.isNothing() ? value : written(key, value);
  }

  private static Value written(String key, Value value) {
    return switch (key) {
      case "environment", "labels", "sysctls", "annotations" -> assignments(value);
      case "extra_hosts" -> hosts(value);
      case "depends_on", "networks" -> names(value);
      case "env_file", "tmpfs", "dns", "dns_search", "dns_opt", "profiles", "label_file" ->
          list(value);
      case "command", "entrypoint" -> words(value);
      case "ports" -> ports(value);
      case "volumes" -> Items.of(value.position(), value.each(MountForm::of));
      case "configs", "secrets" -> Items.of(value.position(), value.each(LongForm::source));
      case "healthcheck" ->
          value.fields().with((name, one) -> name.equals("test") ? test(one) : one);
      case "build" -> value instanceof Text ? field("context", value) : build(value);
      case "extends" -> value instanceof Text ? field("service", value) : value;
      default -> value;
    };
  }

  /** A list of {@code NAME=value}; without a sign a name has no value. */
  private static Value assignments(Value value) {
    if (!(value instanceof Items)) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Value item : value.items()) {
      String text = item.text();
      int equals = text.indexOf('=');
      fields.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0
              ? new Nothing(item.position())
              : new Text(item.position(), text.substring(equals + 1)));
    }
    return Fields.of(value.position(), fields);
  }

  private static Value build(Value value) {
    return value
        .fields()
        .with((name, one) -> name.equals("args") || name.equals("labels") ? assignments(one) : one);
  }

  /** Addresses by name; a name may have several. */
  private static Value hosts(Value value) {
    if (!(value instanceof Items)) {
      return value.fields().with((name, one) -> list(one));
    }
    Map<String, List<Value>> addresses = new LinkedHashMap<>();
    for (Value item : value.items()) {
      String[] parts = item.text().split("[=:]", 2);
      if (parts.length < 2) {
        throw item.wrong("'%s' is not of the form name=address".formatted(item.text()));
      }
      addresses
          .computeIfAbsent(parts[0], name -> new ArrayList<>())
          .add(new Text(item.position(), parts[1].strip()));
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    addresses.forEach((name, all) -> fields.put(name, Items.of(value.position(), all)));
    return Fields.of(value.position(), fields);
  }

  /** A list of names as keys of which nothing is said. */
  private static Value names(Value value) {
    if (!(value instanceof Items)) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    value.items().forEach(item -> fields.put(item.text(), new Nothing(item.position())));
    return Fields.of(value.position(), fields);
  }

  private static Value list(Value value) {
    return value instanceof Items ? value : Items.of(value.position(), List.of(value));
  }

  private static Value words(Value value) {
    if (!(value instanceof Text)) {
      return value;
    }
    List<Value> words = new ArrayList<>();
    for (String word : ShellWords.split(value.text())) {
      words.add(new Text(value.position(), word));
    }
    return Items.of(value.position(), words);
  }

  private static Value ports(Value value) {
    List<Value> ports = new ArrayList<>();
    value.each(PortForm::of).forEach(ports::addAll);
    return Items.of(value.position(), ports);
  }

  private static Value source(Value item) {
    return item instanceof Text ? field("source", item) : item.fields();
  }

  private static Value field(String key, Value value) {
    return Fields.of(value.position(), Map.of(key, value));
  }

  /** A text is for the image's shell. */
  private static Value test(Value value) {
    return value instanceof Text
        ? Items.of(value.position(), List.of(new Text(value.position(), "CMD-SHELL"), value))
        : value;
  }
}
