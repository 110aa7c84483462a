package dev.harness.runtime.build;

import dev.harness.images.reference.Platform;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The ARGs of a build: before the first stage, and in each stage those that it declares. What a client
 * gives counts more than what the Dockerfile says.
 */
final class Arguments {
  /** Need no declaration, and do not show in an image's history. */
  private static final Set<String> PROXIES =
      Set.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

  private final Map<String, String> given;
  private final Map<String, String> global;
  private final Map<String, Optional<String>> declared = new TreeMap<>();
  private final Set<String> used;

  private Arguments(Map<String, String> given, Map<String, String> global, Set<String> used) {
    this.given = given;
    this.global = global;
    this.used = used;
  }

  /** Those before the first stage. */
  static Arguments of(Map<String, String> given, Platform platform) {
    Map<String, String> global = new HashMap<>();
    for (String side : List.of("BUILD", "TARGET")) {
      global.put(side + "PLATFORM", platform.toString());
      global.put(side + "OS", platform.os());
      global.put(side + "ARCH", platform.architecture());
      global.put(side + "VARIANT", platform.variant());
    }
    Arguments first = new Arguments(new LinkedHashMap<>(given), global, new HashSet<>());
    global.forEach((name, value) -> first.declared.put(name, Optional.of(value)));
    return first;
  }

  /** Those of a stage, which knows the values of these but must declare them. */
  Arguments ofStage() {
    Map<String, String> known = new HashMap<>(global);
    declared.forEach((name, value) -> value.ifPresent(text -> known.put(name, text)));
    return new Arguments(given, known, used);
  }

  /** Declares one. */
  void declare(String name, Optional<String> otherwise) {
    used.add(name);
    Optional<String> value =
        Optional.ofNullable(given.get(name))
            .or(() -> otherwise)
            .or(() -> Optional.ofNullable(global.get(name)));
    declared.put(name, value);
  }

  /** {@code NAME=value} of those that are declared. */
  List<String> variables() {
    return declared.entrySet().stream()
        .flatMap(each -> each.getValue().map(value -> each.getKey() + "=" + value).stream())
        .toList();
  }

  /** {@code NAME=value} of those that commands get, unless the environment has others. */
  List<String> forCommands(List<String> environment) {
    Set<String> taken = new HashSet<>();
    environment.forEach(variable -> taken.add(variable.split("=", 2)[0]));
    return Stream.concat(variables().stream(), proxies().stream())
        .filter(variable -> !taken.contains(variable.split("=", 2)[0]))
        .distinct()
        .toList();
  }

  private List<String> proxies() {
    return given.entrySet().stream()
        .filter(each -> PROXIES.contains(each.getKey().toLowerCase(Locale.ROOT)))
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }

  /** The names of those that a client has given and nobody asked for. */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>(given.keySet());
    unused.removeAll(used);
    unused.removeIf(name -> PROXIES.contains(name.toLowerCase(Locale.ROOT)));
    return unused;
  }
}
