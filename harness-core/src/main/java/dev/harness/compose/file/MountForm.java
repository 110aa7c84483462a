package dev.harness.compose.file;

import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.compose.yaml.Value.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes out the short form of mounts, {@code [source:]target[:mode]}. */
final class MountForm {
  private static final Pattern SHORT =
      Pattern.compile("(?:(?<source>[^:]+):)??(?<target>/[^:]*)(?::(?<mode>[A-Za-z,]+))?");

  private MountForm() {}

  /** Returns the mapping of an item. */
  static Value of(Value item) {
    if (!(item instanceof Text)) {
      return item.fields();
    }
    Matcher parts = SHORT.matcher(item.text());
    if (!parts.matches()) {
      throw item.wrong(
          "'%s' is no mount; write it like /data, name:/data, ./directory:/data or ./file:/etc/file:ro"
              .formatted(item.text()));
    }
    String source = parts.group("source");
    boolean isPath = source != null && source.matches("(?s)[./~].*");
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("type", text(item, isPath ? "bind" : "volume"));
    if (source != null) {
      fields.put("source", text(item, source));
    }
    fields.put("target", text(item, parts.group("target")));
    if (parts.group("mode") != null) {
      for (String mode : parts.group("mode").split(",", -1)) {
        mode(mode, isPath, fields, item);
      }
    }
    return Fields.of(item.position(), fields);
  }

  private static void mode(String mode, boolean isPath, Map<String, Value> fields, Value item) {
    Value yes = text(item, "true");
    switch (mode) {
      // The last five say how Docker Desktop shares files, and labels of SELinux.
      case "rw", "cached", "delegated", "consistent", "z", "Z" -> {}
      case "ro" -> fields.put("read_only", yes);
      case "nocopy" -> fields.put("volume", Fields.of(item.position(), Map.of("nocopy", yes)));
      default -> {
        if (!isPath || !mode.matches("r?(private|slave|shared)")) {
          throw item.wrong("'%s' has the mode %s, which is not known".formatted(item.text(), mode));
        }
        fields.put("bind", Fields.of(item.position(), Map.of("propagation", text(item, mode))));
      }
    }
  }

  private static Value text(Value item, String text) {
    return new Text(item.position(), text);
  }
}
