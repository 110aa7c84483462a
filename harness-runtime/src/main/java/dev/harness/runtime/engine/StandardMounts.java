package dev.harness.runtime.engine;

import dev.harness.runtime.launch.MountSource;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.launch.StartPlan.MaskedPath;
import dev.harness.runtime.linux.MountAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What every container has mounted, hidden and write-protected (C2, C11, C14, C15). */
final class StandardMounts {
  private static final Set<MountAttribute> LOCKED_DOWN =
      EnumSet.of(MountAttribute.NO_SUID, MountAttribute.NO_DEV, MountAttribute.NO_EXEC);
  private static final Set<MountAttribute> READ_ONLY = with(LOCKED_DOWN, MountAttribute.READ_ONLY);
  private static final List<String> MASKED_FILES =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware",
          "/sys/devices/virtual/powercap");
  private static final List<String> READ_ONLY_PATHS =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");
  private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

  private final CgroupView cgroups;

  StandardMounts(CgroupView cgroups) {
    this.cgroups = cgroups;
  }

  /**
   * The mounts of a container, in the order in which they are made.
   *
   * @param terminalGroup whether the group of terminals, 5, exists in the container (C3)
   * @param directory where the files for {@code /etc} lie
   */
  List<PlannedMount> mounts(long sharedMemoryBytes, boolean terminalGroup, Path directory) {
    List<PlannedMount> mounts = new ArrayList<>();
    mounts.add(fileSystem("proc", "/proc", LOCKED_DOWN));
    mounts.add(devices());
    mounts.add(terminals(terminalGroup));
    mounts.add(fileSystem("sysfs", "/sys", READ_ONLY));
    mounts.addAll(cgroups.mounts());
    mounts.add(fileSystem("mqueue", "/dev/mqueue", LOCKED_DOWN));
    mounts.add(
        fileSystem("tmpfs", "/dev/shm", LOCKED_DOWN, "mode=1777", "size=" + sharedMemoryBytes));
    for (String name : List.of("resolv.conf", "hostname", "hosts")) {
      MountSource file = new MountSource.Bind(directory.resolve(name).toString(), false);
      mounts.add(new PlannedMount(file, "/etc/" + name, Set.of(), false));
    }
    return mounts;
  }

  private static PlannedMount devices() {
    Map<String, String> links = new TreeMap<>();
    links.put("fd", "/proc/self/fd");
    links.put("stdin", "/proc/self/fd/0");
    links.put("stdout", "/proc/self/fd/1");
    links.put("stderr", "/proc/self/fd/2");
    links.put("ptmx", "pts/ptmx");
    MountSource source =
        new MountSource.Devices(
            List.of("mode=755", "size=65536k"),
            List.of("null", "zero", "full", "random", "urandom", "tty"),
            List.of("pts", "shm", "mqueue"),
            links);
    return new PlannedMount(
        source,
        "/dev",
        EnumSet.of(MountAttribute.NO_SUID, MountAttribute.STRICT_ATIME),
        false);
  }

  private static PlannedMount terminals(boolean terminalGroup) {
    List<String> options = new ArrayList<>(List.of("newinstance", "ptmxmode=0666", "mode=0620"));
    if (terminalGroup) {
      options.add("gid=5");
    }
    return new PlannedMount(
        new MountSource.FileSystem("devpts", options),
        "/dev/pts",
        EnumSet.of(MountAttribute.NO_SUID, MountAttribute.NO_EXEC),
        false);
  }

  private static PlannedMount fileSystem(
      String type, String target, Set<MountAttribute> attributes, String... options) {
    return new PlannedMount(
        new MountSource.FileSystem(type, List.of(options)), target, attributes, false);
  }

  /** What shows nothing: of the list, those paths that this kernel has. */
  List<MaskedPath> masked() {
    List<MaskedPath> masked = new ArrayList<>();
    MASKED_FILES.stream().map(Path::of).filter(Files::exists).forEach(p -> masked.add(mask(p)));
    try (var processors = Files.newDirectoryStream(PROCESSORS, "cpu[0-9]*")) {
      for (Path processor : processors) {
        Path throttle = processor.resolve("thermal_throttle");
        if (Files.exists(throttle)) {
          masked.add(mask(throttle));
        }
      }
    } catch (IOException unreadable) {
      throw new EngineException.Failed(
          "cannot list %s, so its parts that must be hidden are not known: %s"
              .formatted(PROCESSORS, unreadable.getMessage()),
          unreadable);
    }
    return masked;
  }

  private static MaskedPath mask(Path path) {
    return new MaskedPath(path.toString(), Files.isDirectory(path));
  }

  /** What cannot be written: of the list, those paths that this kernel has. */
  List<String> readOnly() {
    List<String> paths = new ArrayList<>(READ_ONLY_PATHS);
    paths.removeIf(path -> !Files.exists(Path.of(path)));
    paths.addAll(cgroups.readOnly());
    return paths;
  }

  private static Set<MountAttribute> with(Set<MountAttribute> set, MountAttribute more) {
    Set<MountAttribute> both = EnumSet.copyOf(set);
    both.add(more);
    return both;
  }
}
