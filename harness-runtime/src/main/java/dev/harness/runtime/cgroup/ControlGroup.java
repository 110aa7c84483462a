package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes that are limited, counted and stopped together. */
public final class ControlGroup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlGroup.class);
  private static final String MEMBERS = "cgroup.procs";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final String name;
  private final GroupFiles files;
  private final GroupFormat format;

  ControlGroup(String name, GroupFiles files, GroupFormat format) {
    this.name = name;
    this.files = files;
    this.format = format;
  }

  /** What it can limit or count. */
  public Set<Controller> controllers() {
    return files.controllers();
  }

  /** The files into which a process writes 0 to join. */
  public List<String> memberFiles() {
    return files.directories().stream()
        .map(directory -> directory.resolve(MEMBERS).toString())
        .toList();
  }

  /**
   * The directories by the names that users know, such as {@code memory}; none where a file system
   * of version 2 shows the group.
   */
  public Map<String, String> shown() {
    return format.shown(files);
  }

  /**
   * Takes a process in, with all its threads; one that has ended is left out.
   *
   * @throws CgroupException.Unavailable when the kernel does not allow it
   */
  public void add(int pid) {
    for (Path directory : files.directories()) {
      try {
        GroupFiles.write(directory.resolve(MEMBERS), Integer.toString(pid));
      } catch (IOException failure) {
        if (!GroupFiles.reason(failure).contains("No such process")) {
          throw new CgroupException.Unavailable(
              "cannot move process %d to the control group %s: %s"
                  .formatted(pid, directory, GroupFiles.reason(failure)),
              failure);
        }
      }
    }
  }

  /**
   * Sets limits; what they do not say stays as it is.
   *
   * @throws CgroupException.Refused when the kernel does not take one
   */
  public void limit(ResourceLimits limits) {
    for (GroupFormat.Setting setting : format.settings(limits, files)) {
      write(setting);
    }
  }

  private void write(GroupFormat.Setting setting) {
    files.write(setting.controller(), setting.file(), setting.value());
  }

  /**
   * Stops all processes; returns when none runs any more.
   *
   * @throws CgroupException.Refused when that cannot be done
   */
  public void freeze() {
    write(format.freezer(true));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!format.isFrozen(files)) {
      if (System.nanoTime() > end) {
        write(format.freezer(false));
        throw new CgroupException.Refused(
            "the processes in %s have not stopped after %d s: one hangs in the kernel"
                .formatted(name, PATIENCE.toSeconds()),
            new IOException("not frozen"));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Lets all processes go on. */
  public void thaw() {
    write(format.freezer(false));
  }

  /** What its processes have used, and use. */
  public ResourceUsage usage() {
    return format.usage(files);
  }

  /** How many of its processes were killed because its memory ran out. */
  public long oomKills() {
    return format.oomKills(files);
  }

  /**
   * Calls {@code told} each time that its memory runs out.
   *
   * @throws CgroupException.Unavailable when that cannot be watched
   */
  public OomWatch watchMemory(Runnable told) {
    try {
      return OomWatch.begin("oom-" + name, format.oomNotice(files), told);
    } catch (IOException failure) {
      throw new CgroupException.Unavailable(
          "cannot watch the memory of the control group %s: %s".formatted(name, failure), failure);
    }
  }

  /** Removes the group, and the engine's with it when this was the last; its processes are dead. */
  @Override
  public void close() {
    for (Path directory : files.directories()) {
      Optional<IOException> failure = remove(directory);
      if (failure.isPresent()) {
        LOG.warn("cannot remove the control group {}: {}", directory, failure.get().toString());
      } else {
        removeIfEmpty(directory.resolve("..").normalize());
      }
    }
  }

  private static void removeIfEmpty(Path outer) {
    try {
      Files.delete(outer);
    } catch (IOException inUse) {
      LOG.trace("{} is still in use", outer);
    }
  }

  /** Removes a group with all groups in it. Processes that were just reaped may still count. */
  static Optional<IOException> remove(Path group) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        removeTree(group);
        return Optional.empty();
      } catch (NoSuchFileException gone) {
        return Optional.empty();
      } catch (IOException failure) {
        if (System.nanoTime() > end) {
          return Optional.of(failure);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static void removeTree(Path group) throws IOException {
    List<Path> inner = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(group, Files::isDirectory)) {
      entries.forEach(inner::add);
    }
    for (Path next : inner) {
      removeTree(next);
    }
    Files.delete(group);
  }
}
