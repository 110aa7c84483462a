package dev.harness.runtime.launch;

import static dev.harness.runtime.linux.file.MountAttribute.NO_DEV;
import static dev.harness.runtime.linux.file.MountAttribute.NO_EXEC;
import static dev.harness.runtime.linux.file.MountAttribute.NO_SUID;
import static dev.harness.runtime.linux.file.MountAttribute.READ_ONLY;
import static dev.harness.runtime.linux.file.MountAttribute.STRICT_ATIME;

import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.process.Procfs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a container has mounted, masked and protected unless its request says otherwise. */
public final class DefaultMounts {
  private static final int TTY_GROUP = 5;
  private static final Set<MountAttribute> CLOSED = Set.of(NO_SUID, NO_EXEC, NO_DEV);
  private static final Set<MountAttribute> CLOSED_READ_ONLY =
      Set.of(READ_ONLY, NO_SUID, NO_EXEC, NO_DEV);

  private static final int TARGET = 4;
  private static final int OPTIONS = 5;

  /** Directories of sysfs that the kernel has for mounts only. */
  private static final List<String> MOUNT_POINTS =
      List.of("/sys/fs/", "/sys/kernel/", "/sys/firmware/efi/efivars", "/sys/hypervisor/");

  private final List<StartPlan.MaskedPath> maskedPaths;
  private final List<String> readOnlyPaths;
  private final boolean hasKernelCore;
  private final boolean hasWritableState;
  private final boolean hasOwnProcesses;
  private final boolean hasOwnState;

  /** Looks once at what this machine has: its files in {@code /proc} and {@code /sys} stay. */
  public DefaultMounts() {
    maskedPaths = findMaskedPaths();
    readOnlyPaths = findReadOnlyPaths();
    hasKernelCore = new File("/proc/kcore").exists();
    List<String[]> mounts = mounts();
    hasWritableState = isWritable(mounts, "/sys");
    hasOwnProcesses = Procfs.isOwn();
    hasOwnState = isComplete(mounts);
  }

  /**
   * The file systems of C2, in their order.
   *
   * @param gids the group ids of the container
   * @param network its network, whose devices sysfs shows
   * @param sharedMemory what is in {@code /dev/shm}; none when it is empty
   * @param open whether the container may write what shows the kernel's state, as far as the kernel
   *     lets it
   */
  public List<PlannedMount> of(
      IdMap gids, NetworkPlan network, Optional<MountSource> sharedMemory, boolean open) {
    Set<MountAttribute> state = open && hasWritableState ? CLOSED : CLOSED_READ_ONLY;
    List<PlannedMount> mounts = new ArrayList<>();
    Collections.addAll(
        mounts,
        hasOwnProcesses
            ? mount("proc", List.of(), "/proc", CLOSED)
            : new PlannedMount(new MountSource.Bind("/proc", true), "/proc", CLOSED, false),
        new PlannedMount(devices(), "/dev", Set.of(NO_SUID, STRICT_ATIME), false),
        mount("devpts", devptsOptions(gids), "/dev/pts", Set.of(NO_SUID, NO_EXEC)),
        sysfs(network, state),
        mount("cgroup2", List.of("source=cgroup"), "/sys/fs/cgroup", state),
        mount("mqueue", List.of(), "/dev/mqueue", CLOSED));
    sharedMemory.ifPresent(
        source -> mounts.add(new PlannedMount(source, "/dev/shm", CLOSED, false)));
    return mounts;
  }

  /** Memory for {@code /dev/shm} that no other container has. */
  public static MountSource sharedMemory(long bytes) {
    return new MountSource.FileSystem("tmpfs", List.of("source=shm", "mode=1777", "size=" + bytes));
  }

  /** What shows nothing (C14), as far as this machine has it. */
  public List<StartPlan.MaskedPath> maskedPaths() {
    return maskedPaths;
  }

  /** What cannot be written (C15), as far as this machine has it. */
  public List<String> readOnlyPaths() {
    return readOnlyPaths;
  }

  /** The kernel lets nobody write a new sysfs where the present one cannot be written (R21). */
  private static boolean isWritable(List<String[]> mounts, String mount) {
    return mounts.stream()
        .anyMatch(fields -> fields[TARGET].equals(mount) && fields[OPTIONS].startsWith("rw"));
  }

  /**
   * Whether the present sysfs hides nothing; the kernel gives no new one where it does (R21). What
   * is mounted on directories that are made for that hides nothing.
   */
  private static boolean isComplete(List<String[]> mounts) {
    return mounts.stream()
        .map(fields -> fields[TARGET])
        .filter(target -> target.startsWith("/sys/"))
        .allMatch(target -> MOUNT_POINTS.stream().anyMatch(target::startsWith));
  }

  /** The fields of mountinfo. */
  private static List<String[]> mounts() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
          .map(line -> line.split(" ", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read which mounts there are", e);
    }
  }

  private static List<StartPlan.MaskedPath> findMaskedPaths() {
    List<String> paths = new ArrayList<>();
    for (String name :
        List.of(
            "acpi",
            "asound",
            "interrupts",
            "kcore",
            "keys",
            "latency_stats",
            "sched_debug",
            "scsi",
            "timer_list",
            "timer_stats")) {
      paths.add("/proc/" + name);
    }
    paths.add("/sys/devices/virtual/powercap");
    paths.add("/sys/firmware");
    paths.addAll(thermalThrottles());
    return paths.stream()
        .map(File::new)
        .filter(File::exists)
        .map(file -> new StartPlan.MaskedPath(file.getPath(), file.isDirectory()))
        .toList();
  }

  private static List<String> findReadOnlyPaths() {
    return List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger")
        .stream()
        .filter(path -> new File(path).exists())
        .toList();
  }

  private static PlannedMount mount(
      String type, List<String> options, String target, Set<MountAttribute> attributes) {
    return new PlannedMount(new MountSource.FileSystem(type, options), target, attributes, false);
  }

  private MountSource devices() {
    Map<String, String> links = new TreeMap<>();
    links.put("fd", "/proc/self/fd");
    links.put("stdin", "/proc/self/fd/0");
    links.put("stdout", "/proc/self/fd/1");
    links.put("stderr", "/proc/self/fd/2");
    links.put("ptmx", "pts/ptmx");
    if (hasKernelCore) {
      links.put("core", "/proc/kcore");
    }
    return new MountSource.Devices(
        List.of("mode=755", "size=65536k"),
        List.of("null", "zero", "full", "random", "urandom", "tty"),
        List.of("pts", "shm", "mqueue"),
        List.of(),
        links);
  }

  /** Without the group where it does not exist (C3). */
  private static List<String> devptsOptions(IdMap gids) {
    List<String> options = new ArrayList<>(List.of("newinstance", "ptmxmode=0666", "mode=0620"));
    if (gids.contains(TTY_GROUP)) {
      options.add("gid=" + TTY_GROUP);
    }
    return options;
  }

  /** A new sysfs needs a network namespace of the container's own (R21). */
  private PlannedMount sysfs(NetworkPlan network, Set<MountAttribute> attributes) {
    return network instanceof NetworkPlan.Fresh && hasOwnState
        ? mount("sysfs", List.of(), "/sys", attributes)
        : new PlannedMount(new MountSource.Bind("/sys", true), "/sys", attributes, false);
  }

  private static List<String> thermalThrottles() {
    List<String> paths = new ArrayList<>();
    Path cpus = Path.of("/sys/devices/system/cpu");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(cpus, "cpu[0-9]*")) {
      entries.forEach(cpu -> paths.add(cpu.resolve("thermal_throttle").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + cpus, e);
    }
    return paths;
  }
}
