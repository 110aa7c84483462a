package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Capability;
import java.util.Set;

/** x. */
public final class DefaultProfile {
  private DefaultProfile() {}

  /** x. */
  public static SeccompFilter filter(Set<Capability> capabilities) {
    return SeccompFilter.NONE;
  }
}
