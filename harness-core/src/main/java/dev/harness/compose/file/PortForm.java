package dev.harness.compose.file;

import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.compose.yaml.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes out the short form of published ports, {@code [[address:]host:]container[/protocol]}. */
final class PortForm {
  private static final String RANGE = "([0-9]{1,5})(?:-([0-9]{1,5}))?";
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?<address>\\[[0-9A-Fa-f:.]+]|[0-9.]+):)??(?:(?<host>[0-9-]*):)?(?<port>[0-9-]+)(?:/(?<protocol>\\w+))?");
  private static final Pattern PORTS = Pattern.compile(RANGE);

  private PortForm() {}

  /** Returns one mapping for each port of an item. */
  static List<Value> of(Value item) {
    if (!(item instanceof Text)) {
      return List.of(item.fields());
    }
    Matcher parts = SHORT.matcher(item.text().strip());
    if (!parts.matches()) {
      throw unlike(item);
    }
    int[] ports = range(item, parts.group("port"));
    String host = parts.group("host") == null ? "" : parts.group("host");
    int[] hosts = host.isEmpty() ? new int[0] : range(item, host);
    boolean isOneOfMany = ports.length == 1 && hosts.length > 1;
    if (hosts.length != 0 && hosts.length != ports.length && !isOneOfMany) {
      throw item.wrong(
          "'%s' has %d host ports for %d ports".formatted(item.text(), hosts.length, ports.length));
    }
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < ports.length; i++) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("target", new Text(item.position(), Integer.toString(ports[i])));
      if (hosts.length > 0) {
        String published = isOneOfMany ? host : Integer.toString(hosts[i]);
        fields.put("published", new Text(item.position(), published));
      }
      put(fields, "host_ip", parts.group("address"), item);
      put(fields, "protocol", parts.group("protocol"), item);
      all.add(Fields.of(item.position(), fields));
    }
    return all;
  }

  private static void put(Map<String, Value> fields, String key, String text, Value item) {
    if (text != null) {
      fields.put(key, new Text(item.position(), text.replaceAll("[\\[\\]]", "")));
    }
  }

  private static int[] range(Value item, String text) {
    Matcher range = PORTS.matcher(text);
    if (!range.matches()) {
      throw unlike(item);
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    if (last < first || last > 65535) {
      throw unlike(item);
    }
    return IntStream.rangeClosed(first, last).toArray();
  }

  private static IllegalArgumentException unlike(Value item) {
    return item.wrong(
        "'%s' is no port; write it like 80, 8080:80, 127.0.0.1:8080:80, 9000-9005 or 53/udp"
            .formatted(item.text()));
  }
}
