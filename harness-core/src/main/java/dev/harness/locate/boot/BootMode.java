package dev.harness.locate.boot;

import dev.harness.locate.user.CallingUser;
import java.util.Locale;

/** As whom the engine is booted. */
enum BootMode {
  /** In the initial user namespace. */
  ROOT,
  /** As root of a user namespace of its own. */
  ROOTLESS;

  static BootMode of(CallingUser user) {
    return user.isRoot() ? ROOT : ROOTLESS;
  }

  /** The name of the launcher for this machine, as the engine's jar has it. */
  String launcher(String osArch) {
    String architecture = osArch.equals("amd64") ? "x86_64" : osArch;
    return "boot-" + architecture + "-" + name().toLowerCase(Locale.ROOT);
  }
}
