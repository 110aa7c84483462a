package dev.harness.compose.model;

import dev.harness.ContainerSpec;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import java.util.List;
import java.util.Map;

/** Reads {@code deploy}: limits and how many containers a service has. */
final class DeployReader {
  /** The others say how a cluster goes about updates, and on which of its machines. */
  private static final KnownKeys KEYS =
      KnownKeys.of(
          List.of(
              "resources",
              "replicas",
              "labels",
              "update_config",
              "rollback_config",
              "placement",
              "endpoint_mode"),
          Map.of(
              "mode", "is not supported: one container, or as many as replicas says",
              "restart_policy", "is not supported: use restart"));

  private static final KnownKeys RESOURCE_KEYS = KnownKeys.of("limits", "reservations");
  private static final KnownKeys LIMIT_KEYS = KnownKeys.of("cpus", "memory", "pids");
  private static final KnownKeys RESERVATION_KEYS =
      KnownKeys.of(
          List.of("cpus", "memory"),
          Map.of(
              "devices", "is not supported: containers have no GPUs",
              "generic_resources", "is not supported"));

  private DeployReader() {}

  /** Limits what a container uses. Reservations are for clusters. */
  static ContainerSpec limited(ContainerSpec base, Value deploy) {
    KEYS.require(deploy.fields());
    Fields resources = deploy.fields().get("resources").fields();
    RESOURCE_KEYS.require(resources);
    resources.get("reservations").read("resources.reservations", DeployReader::reserved);
    return resources.get("limits").read("resources.limits", one -> withLimits(base, one.fields()));
  }

  private static boolean reserved(Value reservations) {
    RESERVATION_KEYS.require(reservations.fields());
    return true;
  }

  private static ContainerSpec withLimits(ContainerSpec base, Fields limits) {
    LIMIT_KEYS.require(limits);
    ContainerSpec spec = base;
    if (!limits.get("cpus").isNothing()) {
      spec = spec.cpus(Amount.fraction(limits.get("cpus").text()));
    }
    if (!limits.get("memory").isNothing()) {
      spec = spec.memory(Amount.bytes(limits.get("memory").text()));
    }
    return limits.get("pids").isNothing()
        ? spec
        : spec.pids(Amount.number(limits.get("pids").text()));
  }

  /** How many containers a service has; {@code scale} says so, too. */
  static int replicas(Fields service) {
    Value replicas = service.get("deploy").fields().get("replicas");
    Value scale = service.get("scale");
    Value value = scale.isNothing() ? replicas : scale;
    return value.isNothing() ? 1 : value.read("scale", DeployReader::replicas);
  }

  private static int replicas(Value value) {
    int number = Amount.number(value.text());
    if (number < 0 || number > 100) {
      throw value.wrong(number + " containers of one service are more than a test has");
    }
    return number;
  }
}
