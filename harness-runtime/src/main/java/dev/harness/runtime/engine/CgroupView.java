package dev.harness.runtime.engine;

import dev.harness.runtime.launch.MountSource;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.linux.MountAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What containers see below {@code /sys/fs/cgroup} (C2): with cgroup v2 a hierarchy of their own,
 * with v1 one read-only directory per controller, without cgroups nothing.
 */
final class CgroupView {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Set<MountAttribute> READ_ONLY =
      EnumSet.of(
          MountAttribute.READ_ONLY,
          MountAttribute.NO_SUID,
          MountAttribute.NO_DEV,
          MountAttribute.NO_EXEC);

  private final List<PlannedMount> mounts;
  private final List<String> readOnly;

  private CgroupView(List<PlannedMount> mounts, List<String> readOnly) {
    this.mounts = mounts;
    this.readOnly = readOnly;
  }

  /** The view that this machine allows. */
  static CgroupView ofThisMachine() {
    if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
      MountSource unified = new MountSource.FileSystem("cgroup2", List.of());
      return new CgroupView(
          List.of(new PlannedMount(unified, ROOT.toString(), READ_ONLY, false)), List.of());
    }
    List<Hierarchy> hierarchies = hierarchies();
    return hierarchies.isEmpty() ? new CgroupView(List.of(), List.of()) : legacy(hierarchies);
  }

  private static CgroupView legacy(List<Hierarchy> hierarchies) {
    List<PlannedMount> mounts = new ArrayList<>();
    List<String> names = hierarchies.stream().map(Hierarchy::name).toList();
    MountSource directories =
        new MountSource.Devices(List.of("mode=755"), List.of(), names, Map.of());
    mounts.add(
        new PlannedMount(
            directories,
            ROOT.toString(),
            EnumSet.of(MountAttribute.NO_SUID, MountAttribute.NO_DEV, MountAttribute.NO_EXEC),
            false));
    for (Hierarchy hierarchy : hierarchies) {
      MountSource own = new MountSource.Bind(hierarchy.own().toString(), false);
      String target = ROOT.resolve(hierarchy.name()).toString();
      mounts.add(new PlannedMount(own, target, READ_ONLY, false));
    }
    return new CgroupView(mounts, List.of(ROOT.toString()));
  }

  private record Hierarchy(String name, Path own) {}

  /** The v1 hierarchies that are mounted, with the engine's own group in each. */
  private static List<Hierarchy> hierarchies() {
    List<Hierarchy> found = new ArrayList<>();
    for (String line : memberships()) {
      String[] fields = line.split(":", 3);
      String controllers = fields.length == 3 ? fields[1] : "";
      if (controllers.isEmpty()) {
        continue;
      }
      String name = controllers.startsWith("name=") ? controllers.substring(5) : controllers;
      Path own = ROOT.resolve(name).resolve(fields[2].substring(1));
      if (Files.isDirectory(own)) {
        found.add(new Hierarchy(name, own));
      }
    }
    return found;
  }

  private static List<String> memberships() {
    try {
      return Files.readAllLines(Path.of("/proc/self/cgroup"));
    } catch (IOException none) {
      // A kernel without cgroups has no such file.
      return List.of();
    }
  }

  List<PlannedMount> mounts() {
    return mounts;
  }

  List<String> readOnly() {
    return readOnly;
  }
}
