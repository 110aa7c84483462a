package dev.harness.runtime.api.limit;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.cgroup.LimitSupport;
import java.util.ArrayList;
import java.util.List;

/** Tells which limits of a request are discarded, as Docker does where it cannot set them (R26). */
public final class LimitWarnings {
  private LimitWarnings() {}

  /** A sentence for each such limit. */
  public static List<String> of(HostConfig host, LimitSupport support) {
    List<String> warnings = new ArrayList<>();
    for (LimitField field : LimitField.values()) {
      if (field.isGiven(host) && !support.can(field.controller())) {
        warnings.add(discarded(field, "%s; %s".formatted(support.obstacle(), support.remedy())));
      }
    }
    boolean memory = support.can(LimitField.MEMORY.controller());
    if (memory && !support.swap() && LimitField.MEMORY_SWAP.isGiven(host)) {
      warnings.add(discarded(LimitField.MEMORY_SWAP, "the kernel does not limit swap"));
    }
    if (support.version() == LimitSupport.Version.TWO
        && memory
        && LimitField.MEMORY_SWAPPINESS.isGiven(host)) {
      warnings.add(
          discarded(LimitField.MEMORY_SWAPPINESS, "control groups of version 2 have none"));
    }
    return warnings;
  }

  private static String discarded(LimitField field, String reason) {
    return "%s is discarded: %s".formatted(field.title(), reason);
  }
}
