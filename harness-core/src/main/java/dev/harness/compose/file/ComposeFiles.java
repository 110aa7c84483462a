package dev.harness.compose.file;

import dev.harness.compose.text.Interpolation;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.compose.yaml.Value.Items;
import dev.harness.compose.yaml.Value.Replacement;
import dev.harness.compose.yaml.Value.Text;
import dev.harness.compose.yaml.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads compose files as one. */
public final class ComposeFiles {
  private final Interpolation interpolation;

  private ComposeFiles(Variables variables) {
    this.interpolation = new Interpolation(variables::value);
  }

  /**
   * Reads files, of which later ones count more.
   *
   * @throws IllegalArgumentException that tells file, line, keys and what is wrong
   */
  public static Fields read(List<Path> files, Variables variables) {
    ComposeFiles reading = new ComposeFiles(variables);
    // Merging also takes out what a single file resets.
    Fields all = YamlFile.nothing(files.get(0));
    for (Path file : files) {
      all = Merge.files(all, reading.file(file));
    }
    return all;
  }

  private Fields file(Path file) {
    Map<String, Value> parts = new LinkedHashMap<>();
    YamlFile.read(file)
        .byName()
        .forEach(
            (key, value) -> {
              if (!key.startsWith("x-")) {
                parts.put(key, value.read(key, one -> part(key, one)));
              }
            });
    return Fields.of(YamlFile.nothing(file).position(), parts);
  }

  private Value part(String key, Value value) {
    Value filled = filled(value);
    if (!key.equals("services") || filled.isNothing()) {
      return filled;
    }
    Fields services =
        filled
            .fields()
            .with(
                (name, service) ->
                    service instanceof Fields fields
                        ? LongForm.ofService(withoutExtras(fields))
                        : service);
    return Extension.ofServices(services);
  }

  /** Without the keys that are nobody's but the file's own. */
  private static Fields withoutExtras(Fields service) {
    Map<String, Value> fields = new LinkedHashMap<>(service.byName());
    fields.keySet().removeIf(key -> key.startsWith("x-"));
    return Fields.of(service.position(), fields);
  }

  private Value filled(Value value) {
    if (value instanceof Text text) {
      return new Text(text.position(), interpolation.filled(text.text()));
    }
    if (value instanceof Items) {
      return Items.of(value.position(), value.each(this::filled));
    }
    if (value instanceof Replacement replacement) {
      return new Replacement(value.position(), filled(replacement.value()));
    }
    return value instanceof Fields fields ? fields.with((key, one) -> filled(one)) : value;
  }
}
