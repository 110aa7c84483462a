package dev.harness.locate.boot;

import dev.harness.locate.user.CallingUser;
import java.util.Locale;

/** As whom the engine is booted. */
enum BootMode {
  /** In the user namespace that there is. */
  ROOT,
  /** As root of a user namespace of its own. */
  ROOTLESS;

  /** Root of an outer container may do less than root: mount, for one. */
  static BootMode of(CallingUser user, ProcessStatus status) {
    return user.isRoot() && status.administers() ? ROOT : ROOTLESS;
  }

  /** The name of the launcher for this machine, as the engine's jar has it. */
  String launcher(String osArch) {
    String architecture = osArch.equals("amd64") ? "x86_64" : osArch;
    return "boot-" + architecture + "-" + name().toLowerCase(Locale.ROOT);
  }
}
