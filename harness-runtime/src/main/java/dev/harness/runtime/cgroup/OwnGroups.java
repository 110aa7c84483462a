package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groups that this process is in, as directories that can be seen.
 *
 * @param versionOne by controller, where that is mounted as version 1
 * @param unified the group of version 2, if that is mounted
 */
record OwnGroups(Map<Controller, Path> versionOne, Optional<Unified> unified) {
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONAL_FIELDS = 6;

  OwnGroups {
    versionOne = Map.copyOf(versionOne);
  }

  /**
   * The group of version 2.
   *
   * @param mount where the hierarchy is mounted, as far up as groups can be seen
   */
  record Unified(Path mount, Path own) {}

  /**
   * Reads {@code /proc/self/mountinfo} and {@code /proc/self/cgroup}.
   *
   * @param system {@code /} but in tests
   */
  static OwnGroups read(Path system) {
    Map<Controller, Path> versionOne = new EnumMap<>(Controller.class);
    Optional<Unified> unified = Optional.empty();
    List<Membership> memberships =
        lines(system.resolve("proc/self/cgroup")).stream().map(Membership::parse).toList();
    for (String line : lines(system.resolve("proc/self/mountinfo"))) {
      List<String> fields = GroupFiles.words(line);
      int separator = fields.indexOf("-");
      if (separator < OPTIONAL_FIELDS || fields.size() < separator + 4) {
        continue;
      }
      Path mount = system.resolve(fields.get(MOUNT_POINT).substring(1));
      Set<String> options = Set.of(fields.get(separator + 3).split(",", -1));
      switch (fields.get(separator + 1)) {
        case "cgroup2" -> {
          Optional<Path> own = own(memberships, "", mount, fields.get(ROOT));
          unified = unified.or(() -> own.map(group -> new Unified(mount, group)));
        }
        case "cgroup" -> {
          for (Controller controller : Controller.values()) {
            String name = controller.versionOne();
            if (options.contains(name)) {
              own(memberships, name, mount, fields.get(ROOT))
                  .ifPresent(group -> versionOne.putIfAbsent(controller, group));
            }
          }
        }
        default -> {}
      }
    }
    return new OwnGroups(versionOne, unified);
  }

  /** Nothing when the own group lies outside of what is mounted. */
  private static Optional<Path> own(
      List<Membership> memberships, String controller, Path mount, String mountedRoot) {
    return memberships.stream()
        .filter(membership -> membership.controllers().contains(controller))
        .findFirst()
        .flatMap(membership -> below(mountedRoot, membership.path()))
        .map(inside -> mount.resolve(inside).normalize())
        .filter(own -> own.startsWith(mount) && Files.isDirectory(own));
  }

  private static Optional<String> below(String root, String path) {
    if (root.equals("/")) {
      return Optional.of(path.substring(1));
    }
    if (path.equals(root)) {
      return Optional.of("");
    }
    return path.startsWith(root + "/")
        ? Optional.of(path.substring(root.length() + 1))
        : Optional.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException absent) {
      return List.of();
    }
  }

  /** A line of {@code /proc/self/cgroup}; version 2 has the controller with the empty name. */
  private record Membership(Set<String> controllers, String path) {
    static Membership parse(String line) {
      List<String> parts = new ArrayList<>(List.of(line.split(":", 3)));
      return parts.size() < 3
          ? new Membership(Set.of(), "/")
          : new Membership(new HashSet<>(List.of(parts.get(1).split(",", -1))), parts.get(2));
    }
  }
}
