package dev.harness.compose.file;

import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Makes services of those that they extend. */
final class Extension {
  private final Fields services;
  private final Map<String, Fields> done = new HashMap<>();
  private final Set<String> path = new LinkedHashSet<>();

  private Extension(Fields services) {
    this.services = services;
  }

  /** Returns all services of a file, each with what it extends. */
  static Fields ofServices(Fields services) {
    Extension extension = new Extension(services);
    Map<String, Value> all = new LinkedHashMap<>();
    services
        .byName()
        .forEach(
            (name, service) ->
                all.put(
                    name,
                    service instanceof Fields
                        ? service.read(name, one -> extension.service(name))
                        : service));
    return Fields.of(services.position(), all);
  }

  private Fields service(String name) {
    Fields known = done.get(name);
    if (known != null) {
      return known;
    }
    Fields service = services.get(name).fields();
    Value base = service.get("extends");
    if (!path.add(name)) {
      throw base.wrong("extends itself: " + String.join(" -> ", path) + " -> " + name);
    }
    Fields whole = base.isNothing() ? service : extended(service, base.fields());
    path.remove(name);
    done.put(name, whole);
    return whole;
  }

  private Fields extended(Fields service, Fields base) {
    Value file = base.get("file");
    if (!file.isNothing()) {
      throw file.wrong(
          "extends a service of another file, which is not supported: copy it here, or give both files to the composition");
    }
    String name = base.get("service").text();
    if (!services.byName().containsKey(name)) {
      throw base.wrong("extends the service %s, which this file does not have".formatted(name));
    }
    Map<String, Value> own = new LinkedHashMap<>(service.byName());
    own.remove("extends");
    return Merge.services(service(name), Fields.of(service.position(), own));
  }
}
