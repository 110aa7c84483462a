package dev.harness.runtime.engine.start;

import dev.harness.runtime.launch.MountSource;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.linux.file.MountAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Shows a container its control groups of version 1, one directory per controller, in place of
 * version 2 where that has no controllers (C2).
 */
final class GroupMounts {
  private static final String VERSION_TWO = "cgroup2";
  private static final String PLACE = "/sys/fs/cgroup";
  private static final Set<MountAttribute> CLOSED =
      Set.of(MountAttribute.NO_SUID, MountAttribute.NO_DEV, MountAttribute.NO_EXEC);
  private static final Set<MountAttribute> CLOSED_READ_ONLY =
      Set.of(
          MountAttribute.READ_ONLY,
          MountAttribute.NO_SUID,
          MountAttribute.NO_DEV,
          MountAttribute.NO_EXEC);

  private GroupMounts() {}

  /**
   * The mounts with that one replaced.
   *
   * @param directories by name, such as {@code memory}; when empty all stays as it is
   */
  static List<PlannedMount> in(List<PlannedMount> mounts, Map<String, String> directories) {
    List<PlannedMount> all = new ArrayList<>();
    for (PlannedMount mount : mounts) {
      if (!directories.isEmpty() && isVersionTwo(mount.source())) {
        all.addAll(groups(new TreeMap<>(directories)));
      } else {
        all.add(mount);
      }
    }
    return all;
  }

  private static boolean isVersionTwo(MountSource source) {
    return source instanceof MountSource.FileSystem system && system.type().equals(VERSION_TWO);
  }

  /** The paths that cannot be written, with the place in which the directories are made. */
  static List<String> readOnly(List<String> paths, Map<String, String> directories) {
    List<String> all = new ArrayList<>(paths);
    if (!directories.isEmpty()) {
      all.add(PLACE);
    }
    return all;
  }

  private static List<PlannedMount> groups(Map<String, String> directories) {
    List<PlannedMount> mounts = new ArrayList<>();
    MountSource places =
        new MountSource.Devices(
            List.of("mode=755"), List.of(), List.copyOf(directories.keySet()), List.of(), Map.of());
    mounts.add(new PlannedMount(places, PLACE, CLOSED, false));
    directories.forEach(
        (name, directory) ->
            mounts.add(
                new PlannedMount(
                    new MountSource.Bind(directory, false),
                    PLACE + "/" + name,
                    CLOSED_READ_ONLY,
                    false)));
    return mounts;
  }
}
