package dev.harness.runtime.engine.start;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.seccomp.SeccompFilter;
import dev.harness.runtime.linux.seccomp.SeccompProfile;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The default seccomp filters, compiled once for each set of capabilities (C18). */
public final class SeccompFilters {
  private final SeccompProfile profile = SeccompProfile.containerDefault();
  private final Map<Set<Capability>, SeccompFilter> compiled = new ConcurrentHashMap<>();

  /** The filter of processes that may have at most these capabilities. */
  public SeccompFilter forCapabilities(Set<Capability> capabilities) {
    return compiled.computeIfAbsent(
        Set.copyOf(capabilities), set -> profile.compile(Architecture.current(), set));
  }
}
