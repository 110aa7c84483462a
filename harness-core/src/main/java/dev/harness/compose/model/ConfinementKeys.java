package dev.harness.compose.model;

import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.spec.Confinement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The keys of services that say what a container may do on its machine. */
final class ConfinementKeys {
  private static final KnownKeys ULIMIT_KEYS = KnownKeys.of("soft", "hard");

  /** What a key makes of a confinement. */
  interface Effect {
    Confinement on(Confinement confinement, Value value);
  }

  private ConfinementKeys() {}

  /** What keys do. */
  static Map<String, Effect> all() {
    Map<String, Effect> all = new LinkedHashMap<>();
    all.put("privileged", (base, value) -> isTrue(value) ? base.privileged() : base);
    all.put("read_only", (base, value) -> isTrue(value) ? base.readOnlyRoot() : base);
    all.put("cap_add", forEach(Confinement::addCapability));
    all.put("cap_drop", forEach(Confinement::dropCapability));
    all.put("security_opt", forEach(ConfinementKeys::securityOption));
    all.put("group_add", forEach(Confinement::group));
    all.put("devices", forEach(ConfinementKeys::device));
    all.put("ulimits", ConfinementKeys::ulimits);
    all.put("sysctls", ConfinementKeys::sysctls);
    return all;
  }

  private static boolean isTrue(Value value) {
    return Amount.truth(value.text());
  }

  private static Effect forEach(BiFunction<Confinement, String, Confinement> effect) {
    return (base, value) ->
        value.onto(base, (confinement, item) -> effect.apply(confinement, item.text()));
  }

  /** Compose files may have a colon where Docker has an equals sign. */
  private static Confinement securityOption(Confinement base, String option) {
    return base.securityOption(option.replaceFirst("^(seccomp|apparmor|label):", "$1="));
  }

  private static Confinement device(Confinement base, String text) {
    String[] parts = text.split(":", -1);
    boolean isSamePlace = parts.length == 1 || parts[0].equals(parts[1]);
    boolean hasAllRights = parts.length < 3 || parts[2].equals("rwm");
    if (!isSamePlace || !hasAllRights) {
      throw new IllegalArgumentException(
          "'%s' is not supported: a device has the same place in the container, and all rights"
              .formatted(text));
    }
    return base.device(parts[0]);
  }

  private static Confinement ulimits(Confinement base, Value value) {
    Confinement confinement = base;
    for (Map.Entry<String, Value> limit : value.fields().byName().entrySet()) {
      Confinement before = confinement;
      confinement =
          limit.getValue().read(limit.getKey(), one -> ulimit(before, limit.getKey(), one));
    }
    return confinement;
  }

  private static Confinement ulimit(Confinement base, String name, Value value) {
    if (value instanceof Value.Text) {
      int both = Amount.number(value.text());
      return base.ulimit(name, both, both);
    }
    Fields limits = value.fields();
    ULIMIT_KEYS.require(limits);
    return base.ulimit(
        name, Amount.number(limits.get("soft").text()), Amount.number(limits.get("hard").text()));
  }

  private static Confinement sysctls(Confinement base, Value value) {
    Confinement confinement = base;
    for (Map.Entry<String, Value> setting : value.fields().byName().entrySet()) {
      confinement = confinement.sysctl(setting.getKey(), setting.getValue().text());
    }
    return confinement;
  }
}
