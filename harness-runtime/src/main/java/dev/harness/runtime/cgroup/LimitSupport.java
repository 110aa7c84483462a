package dev.harness.runtime.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which limits this process can set, and where.
 *
 * @param version which version's groups it can make
 * @param parents by controller, the group in which groups can be made
 * @param swap whether swap can be limited
 * @param obstacle why some or all limits cannot be set; empty when all can
 * @param remedy what to do about it
 */
public record LimitSupport(
    Version version, Map<Controller, Path> parents, boolean swap, String obstacle, String remedy) {

  /** The versions of control groups. */
  public enum Version {
    NONE,
    ONE,
    TWO
  }

  private static final List<Controller> LIMITING =
      List.of(
          Controller.MEMORY,
          Controller.CPU,
          Controller.CPUSET,
          Controller.PIDS,
          Controller.BLOCK_IO);

  private static final String SWAP_LIMIT = "memory.memsw.limit_in_bytes";
  private static final String DELEGATION =
      "start it where systemd delegates a subtree: as root write a file"
          + " /etc/systemd/system/user@.service.d/delegate.conf with [Service] and"
          + " Delegate=cpu cpuset io memory pids, log in again, and start the tests by"
          + " systemd-run --user --scope";

  /** Copies the map. */
  public LimitSupport {
    parents = Map.copyOf(parents);
  }

  /** Nothing can be limited. */
  public static LimitSupport none(String obstacle, String remedy) {
    return new LimitSupport(Version.NONE, Map.of(), false, obstacle, remedy);
  }

  /**
   * Finds out what this process can do; changes nothing.
   *
   * @param system {@code /} but in tests
   */
  public static LimitSupport find(Path system) {
    OwnGroups own = OwnGroups.read(system);
    Map<Controller, Path> parents = versionOne(own);
    if (!parents.isEmpty()) {
      boolean swap =
          parents.containsKey(Controller.MEMORY)
              && Files.exists(parents.get(Controller.MEMORY).resolve(SWAP_LIMIT));
      return new LimitSupport(
          Version.ONE, parents, swap, missing(parents.keySet()), "mount the missing controllers");
    }
    if (!own.versionOne().isEmpty()) {
      return none(
          "the machine has control groups of version 1, which only root can make",
          "run the tests as root, or boot with systemd.unified_cgroup_hierarchy=1");
    }
    return own.unified()
        .map(unified -> versionTwo(system, unified))
        .orElseGet(
            () ->
                none(
                    "no control groups can be seen below /sys/fs/cgroup",
                    "mount cgroup2 on /sys/fs/cgroup"));
  }

  /** There is no delegation in version 1: only root makes groups (R25). */
  private static Map<Controller, Path> versionOne(OwnGroups own) {
    Map<Controller, Path> parents = new EnumMap<>(Controller.class);
    own.versionOne()
        .forEach(
            (controller, group) -> {
              if (Files.isWritable(group) && Files.isWritable(group.resolve("cgroup.procs"))) {
                parents.put(controller, group);
              }
            });
    return parents;
  }

  /** The nearest group from the own one upward in which most controllers can be handed down. */
  private static LimitSupport versionTwo(Path system, OwnGroups.Unified unified) {
    Optional<Path> best = Optional.empty();
    Set<Controller> most = Set.of();
    Path group = unified.own();
    while (group != null && group.startsWith(unified.mount())) {
      Set<Controller> here = isWritable(group) ? controllers(group) : Set.of();
      if (isWritable(group) && (best.isEmpty() || here.size() > most.size())) {
        best = Optional.of(group);
        most = here;
      }
      group = group.getParent();
    }
    if (best.isEmpty()) {
      return none(
          "no group from %s upward is delegated to this user".formatted(unified.own()), DELEGATION);
    }
    Map<Controller, Path> parents = new EnumMap<>(Controller.class);
    for (Controller controller : most) {
      parents.put(controller, best.get());
    }
    parents.put(Controller.FREEZER, best.get());
    parents.put(Controller.CPU_TIME, best.get());
    boolean swap = most.contains(Controller.MEMORY) && Files.exists(system.resolve("proc/swaps"));
    return new LimitSupport(Version.TWO, parents, swap, missing(most), DELEGATION);
  }

  private static boolean isWritable(Path group) {
    return Files.isWritable(group)
        && Files.isWritable(group.resolve("cgroup.procs"))
        && Files.isWritable(group.resolve("cgroup.subtree_control"));
  }

  /**
   * What groups in this one have, or can be given: a group that has processes gives nothing, but
   * the root of all may. So does never the own one, where the engine is with those who started it.
   */
  private static Set<Controller> controllers(Path group) {
    Set<String> given = words(group.resolve("cgroup.subtree_control"));
    boolean rootOfAll = !Files.exists(group.resolve("cgroup.type"));
    if (rootOfAll || words(group.resolve("cgroup.procs")).isEmpty()) {
      given.addAll(words(group.resolve("cgroup.controllers")));
    }
    Set<Controller> found = EnumSet.noneOf(Controller.class);
    for (Controller controller : LIMITING) {
      if (controller.versionTwo().filter(given::contains).isPresent()) {
        found.add(controller);
      }
    }
    return found;
  }

  private static Set<String> words(Path file) {
    Set<String> words = new HashSet<>(GroupFiles.words(GroupFiles.read(file).orElse("")));
    words.remove("");
    return words;
  }

  private static String missing(Set<Controller> available) {
    List<String> missing =
        LIMITING.stream()
            .filter(controller -> !available.contains(controller))
            .map(Controller::versionOne)
            .toList();
    return missing.isEmpty() ? "" : "not available here: " + String.join(", ", missing);
  }

  /**
   * The group in which groups with a controller can be made.
   *
   * @throws IllegalArgumentException when there is none
   */
  Path parent(Controller controller) {
    Path parent = parents.get(controller);
    if (parent == null) {
      throw new IllegalArgumentException("no groups with " + controller + " can be made");
    }
    return parent;
  }

  /** Whether this limit can be set. */
  public boolean can(Controller controller) {
    return parents.containsKey(controller);
  }

  /** What can be limited or counted. */
  public Set<Controller> controllers() {
    return parents.keySet();
  }
}
