package dev.harness.acceptance;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The container that the tests themselves may run in, and what its runtime keeps from them. */
public final class OuterContainer {
  private OuterContainer() {}

  /** Whether parts of {@code /proc} are covered, so that no new one can be mounted (R19). */
  public static boolean coversProc() {
    try (var mounts = Files.lines(Path.of("/proc/self/mounts"))) {
      return mounts.anyMatch(mount -> mount.contains(" /proc/sys "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips a test that needs a procfs of the container's own processes. */
  public static void assumeThatProcShowsTheContainer() {
    assumeThat(coversProc())
        .as("in an outer container that covers parts of /proc, containers see its processes (R20)")
        .isFalse();
  }

  /** Skips a test that needs settings of the kernel in the container's namespaces. */
  public static void assumeThatSettingsCanBeWritten() {
    assumeThat(coversProc())
        .as("an outer container that covers parts of /proc lets nobody write /proc/sys (R19)")
        .isFalse();
  }

  /** Skips a test that unpacks deleted files, on a file system that takes none. */
  public static void assumeThatWhiteoutsCanBeMade() throws IOException {
    assumeThat(Files.getFileStore(Path.of("/var")).type())
        .as("overlayfs, on which this engine has its data, does not store whiteouts (R13, R14)")
        .isNotEqualTo("overlay");
  }
}
