package dev.harness.runtime.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may do; tests that need more are skipped, and say so. */
public final class Privileges {
  private static final String ALL_IDS = "4294967295";

  private Privileges() {}

  /** Needs root, of the machine or of a user namespace. */
  public static void assumeRoot() throws IOException {
    assumeThat(isRoot()).as("needs root, of this machine or of a user namespace").isTrue();
  }

  /** Needs root of the initial user namespace. */
  public static void assumeInitialRoot() throws IOException {
    assumeThat(isRoot() && hasAllIds())
        .as("needs root of the initial user namespace for mounts with mapped owners")
        .isTrue();
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /** Whether the user namespace is the initial one. */
  static boolean hasAllIds() throws IOException {
    return Files.readString(Path.of("/proc/self/uid_map")).contains(ALL_IDS);
  }
}
