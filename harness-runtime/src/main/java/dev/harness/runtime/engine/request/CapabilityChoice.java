package dev.harness.runtime.engine.request;

import dev.harness.runtime.linux.process.Capability;
import java.util.EnumSet;
import java.util.Set;

/** Which capabilities the words of a request leave to a container (C16). */
public final class CapabilityChoice {
  private static final Set<Capability> ALL = Set.copyOf(EnumSet.allOf(Capability.class));

  private CapabilityChoice() {}

  /**
   * Chooses as Docker does: with all dropped, only those added are left; with all added, all but
   * those dropped; otherwise the default ones without those dropped and with those added.
   *
   * @param privileged whether it has them all, whatever the others say
   */
  public static Set<Capability> of(
      Set<Capability> added, Set<Capability> dropped, boolean privileged) {
    boolean addsAll = added.containsAll(ALL);
    boolean dropsAll = dropped.containsAll(ALL);
    if (privileged || (addsAll && dropsAll)) {
      return ALL;
    }
    Set<Capability> chosen = EnumSet.noneOf(Capability.class);
    chosen.addAll(addsAll ? ALL : Capability.CONTAINER_DEFAULT);
    chosen.removeAll(dropped);
    if (!addsAll) {
      chosen.addAll(added);
    }
    return chosen;
  }
}
