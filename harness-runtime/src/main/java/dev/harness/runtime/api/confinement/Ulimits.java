package dev.harness.runtime.api.confinement;

import dev.harness.engineapi.container.Isolation;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.linux.process.ResourceLimit;
import dev.harness.runtime.linux.process.ResourceLimit.Resource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads resource limits, and writes them. */
final class Ulimits {
  private Ulimits() {}

  /** Reads; of several for one resource the last counts. */
  static List<ResourceLimit> read(List<Isolation.Ulimit> given) {
    Map<Resource, ResourceLimit> limits = new EnumMap<>(Resource.class);
    for (Isolation.Ulimit limit : given) {
      Resource resource = resource(limit.name());
      if (limit.soft() < ResourceLimit.UNLIMITED || limit.hard() < ResourceLimit.UNLIMITED) {
        throw RefusedRequest.malformed(
            "HostConfig.Ulimits: a limit of %s is negative; -1 means none".formatted(limit.name()));
      }
      if (Long.compareUnsigned(limit.soft(), limit.hard()) > 0) {
        throw RefusedRequest.malformed(
            "HostConfig.Ulimits: ulimit soft limit must be less than or equal to hard limit: %d > %d"
                .formatted(limit.soft(), limit.hard()));
      }
      limits.put(resource, new ResourceLimit(resource, limit.soft(), limit.hard()));
    }
    return List.copyOf(limits.values());
  }

  private static Resource resource(String name) {
    for (Resource resource : Resource.values()) {
      // Docker has no name for this one.
      if (resource != Resource.AS && name(resource).equals(name)) {
        return resource;
      }
    }
    throw RefusedRequest.malformed("HostConfig.Ulimits: invalid ulimit type: " + name);
  }

  static List<Isolation.Ulimit> show(List<ResourceLimit> limits) {
    return limits.stream()
        .map(limit -> new Isolation.Ulimit(name(limit.resource()), limit.soft(), limit.hard()))
        .toList();
  }

  private static String name(Resource resource) {
    return resource.name().toLowerCase(Locale.ROOT);
  }
}
