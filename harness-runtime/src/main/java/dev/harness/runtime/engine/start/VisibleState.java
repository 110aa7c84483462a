package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.Rights;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.launch.DefaultMounts;
import dev.harness.runtime.launch.StartPlan;
import dev.harness.runtime.linux.file.FileStat;
import java.io.File;
import java.util.List;

/** What of the kernel's state a container sees, and what of it it may write (C14, C15). */
final class VisibleState {
  private final DefaultMounts defaults;
  private final Rights rights;
  private final Root root;

  VisibleState(DefaultMounts defaults, Rights rights, Root root) {
    this.defaults = defaults;
    this.rights = rights;
    this.root = root;
  }

  List<StartPlan.MaskedPath> masked() {
    if (rights.privileged()) {
      return List.of();
    }
    return rights
        .maskedPaths()
        .map(paths -> paths.stream().map(this::masked).toList())
        .orElseGet(defaults::maskedPaths);
  }

  List<String> readOnly() {
    return rights.privileged()
        ? List.of()
        : rights.readOnlyPaths().orElseGet(defaults::readOnlyPaths);
  }

  /** What the kernel shows is as here; all else is of the container's root. */
  private StartPlan.MaskedPath masked(String path) {
    boolean ofKernel = path.startsWith("/proc/") || path.startsWith("/sys/");
    boolean directory =
        ofKernel
            ? new File(path).isDirectory()
            : root.tree()
                .stat(path)
                .filter(stat -> stat.type() == FileStat.Type.DIRECTORY)
                .isPresent();
    return new StartPlan.MaskedPath(path, directory);
  }
}
