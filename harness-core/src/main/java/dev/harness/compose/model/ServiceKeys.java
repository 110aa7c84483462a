package dev.harness.compose.model;

import dev.harness.ContainerSpec;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.spec.PullPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of services that say something of a container alone, and those that are not supported.
 */
final class ServiceKeys {
  /** What a key makes of a specification. */
  interface Effect {
    ContainerSpec on(ContainerSpec spec, Value value);
  }

  /**
   * What changes nothing that a test sees: where logs go, what a compose program asks, and how
   * containers end, which are killed here. Ports are reached within networks without {@code expose}.
   */
  static final List<String> WITHOUT_EFFECT =
      List.of("expose", "annotations", "attach", "logging", "develop", "stop_grace_period");

  static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("links", "is not supported: use aliases of networks"),
          Map.entry("external_links", "is not supported: use a network that is external"),
          Map.entry("volumes_from", "is not supported: mount the volumes by their names"),
          Map.entry("provider", "is not supported"),
          Map.entry("models", "is not supported"),
          Map.entry("gpus", "is not supported: containers have no GPUs"),
          Map.entry("runtime", "is not supported: there is one runtime"),
          Map.entry("userns_mode", "is not supported: each container has its own users"),
          Map.entry("credential_spec", "is not supported: it is for Windows"),
          Map.entry("isolation", "is not supported: it is for Windows"),
          Map.entry("post_start", "is not supported: use RunningContainer.exec in the test"),
          Map.entry("pre_stop", "is not supported: containers are killed at the end"));

  private static final Map<String, Effect> EFFECTS = effects();

  private ServiceKeys() {}

  private static Map<String, Effect> effects() {
    Map<String, Effect> all = new LinkedHashMap<>();
    all.put("command", (spec, value) -> spec.command(words(value)));
    all.put("entrypoint", (spec, value) -> spec.entrypoint(words(value)));
    all.put("labels", ServiceKeys::labelled);
    all.put("user", (spec, value) -> spec.user(value.text()));
    all.put("working_dir", (spec, value) -> spec.workingDirectory(value.text()));
    all.put("hostname", (spec, value) -> spec.hostname(value.text()));
    all.put("tmpfs", ServiceKeys::inMemory);
    all.put("extra_hosts", ServiceKeys::hosts);
    all.put("shm_size", (spec, value) -> spec.sharedMemory(Amount.bytes(value.text())));
    all.put("init", (spec, value) -> Amount.truth(value.text()) ? spec.init() : spec);
    all.put("stop_signal", (spec, value) -> spec.stopSignal(value.text()));
    all.put("platform", ServiceKeys::onPlatform);
    ConfinementKeys.all().forEach((key, effect) -> all.put(key, confined(effect)));
    all.put("restart", (spec, value) -> spec.restart(value.text()));
    all.put("mem_limit", (spec, value) -> spec.memory(Amount.bytes(value.text())));
    all.put("cpus", (spec, value) -> spec.cpus(Amount.fraction(value.text())));
    all.put("pids_limit", ServiceKeys::processes);
    all.put("healthcheck", (spec, value) -> spec.healthCheck(HealthCheckReader.of(value)));
    all.put("deploy", DeployReader::limited);
    all.put("pull_policy", ServiceKeys::pulled);
    return all;
  }

  /** What keys do, in an order in which later ones may rely on earlier ones. */
  static Map<String, Effect> all() {
    return EFFECTS;
  }

  private static Effect confined(ConfinementKeys.Effect effect) {
    return (spec, value) -> spec.confinement(effect.on(spec.confinement(), value));
  }

  /** The words of a command. */
  static String[] words(Value value) {
    return value.each(Value::text).toArray(String[]::new);
  }

  private static ContainerSpec labelled(ContainerSpec base, Value labels) {
    ContainerSpec spec = base;
    for (Map.Entry<String, Value> label : labels.fields().byName().entrySet()) {
      Value value = label.getValue();
      spec = spec.label(label.getKey(), value.isNothing() ? "" : value.text());
    }
    return spec;
  }

  /** Each is a path, perhaps with options behind a colon. */
  private static ContainerSpec inMemory(ContainerSpec base, Value places) {
    return places.onto(
        base,
        (spec, place) -> {
          String[] parts = place.text().split(":", 2);
          return spec.tmpfs(parts[0], parts.length == 1 ? "" : parts[1]);
        });
  }

  /** Docker's word for no limit is -1. */
  private static ContainerSpec processes(ContainerSpec spec, Value most) {
    int number = Amount.number(most.text());
    return number == -1 || number == 0 ? spec : spec.pids(number);
  }

  private static ContainerSpec hosts(ContainerSpec base, Value hosts) {
    ContainerSpec spec = base;
    for (Map.Entry<String, Value> host : hosts.fields().byName().entrySet()) {
      for (Value address : host.getValue().items()) {
        spec = spec.extraHost(host.getKey(), address.text());
      }
    }
    return spec;
  }

  /** Another one would be another image. */
  private static ContainerSpec onPlatform(ContainerSpec spec, Value platform) {
    String architecture =
        System.getProperty("os.arch").equals("aarch64") ? "linux/arm64" : "linux/amd64";
    if (!platform.text().matches(architecture + "(/.*)?")) {
      throw platform.wrong(
          "'%s' is not supported: containers are for the platform of this machine, %s"
              .formatted(platform.text(), architecture));
    }
    return spec;
  }

  private static ContainerSpec pulled(ContainerSpec spec, Value policy) {
    return switch (policy.text()) {
      case "missing", "if_not_present", "build" -> spec;
      case "always" -> spec.pull(PullPolicy.ALWAYS);
      case "never" -> spec.pull(PullPolicy.NEVER);
      default ->
          throw policy.wrong(
              "'%s' is not supported: missing, always, never or build".formatted(policy.text()));
    };
  }
}
