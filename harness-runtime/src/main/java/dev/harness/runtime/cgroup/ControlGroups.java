package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control groups of one engine: a group of its own, made with the first group in it and removed
 * with the last. What it leaves when it is killed is written down for {@link #sweep}.
 */
public final class ControlGroups {
  private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);
  private static final String PREFIX = "harness-";
  private static final int TRIES = 10;
  private static final int MAX_RECORD_BYTES = 64 << 10;

  private final LimitSupport support;
  private final String name;
  private final Path record;

  private ControlGroups(LimitSupport support, String name, Path record) {
    this.support = support;
    this.name = name;
    this.record = record;
  }

  /**
   * Prepares for groups, without making one.
   *
   * @param engine differs from engine to engine
   * @param record a file to write down in where groups are
   */
  public static ControlGroups of(LimitSupport support, String engine, Path record) {
    return new ControlGroups(support, PREFIX + engine, record);
  }

  /** What can be limited. */
  public LimitSupport support() {
    return support;
  }

  /**
   * Makes a group with some controllers, those of them that there are.
   *
   * @throws CgroupException.Unavailable when the kernel does not allow it
   */
  public ControlGroup create(String group, Set<Controller> controllers) {
    Map<Controller, Path> made = new EnumMap<>(Controller.class);
    GroupFormat format = GroupFormat.of(support.version());
    try {
      writeDown();
      for (Controller controller : controllers) {
        Path parent = support.parents().get(controller);
        if (parent != null) {
          made.put(controller, make(format, controller, parent, group));
        }
      }
      return new ControlGroup(group, new GroupFiles(made), format);
    } catch (IOException failure) {
      new LinkedHashSet<>(made.values()).forEach(ControlGroups::remove);
      throw new CgroupException.Unavailable(
          "cannot make the control group %s: %s; without limits it is not needed"
              .formatted(group, failure),
          failure);
    }
  }

  /** The group of the engine may be removed by the last of its groups at any moment. */
  private Path make(GroupFormat format, Controller controller, Path parent, String group)
      throws IOException {
    Path outer = parent.resolve(name);
    Path inner = outer.resolve(group);
    format.handDown(parent, controller);
    for (int tries = 1; true; tries++) {
      try {
        makeDirectory(outer);
        format.furnish(outer, controller);
        format.handDown(outer, controller);
        makeDirectory(inner);
        format.furnish(inner, controller);
        return inner;
      } catch (NoSuchFileException gone) {
        if (tries == TRIES) {
          throw gone;
        }
      }
    }
  }

  private static void makeDirectory(Path group) throws IOException {
    try {
      Files.createDirectory(group);
    } catch (FileAlreadyExistsException shared) {
      LOG.trace("{} is there", group);
    }
  }

  private void writeDown() throws IOException {
    if (!Files.exists(record)) {
      List<String> places =
          support.parents().values().stream()
              .distinct()
              .map(parent -> parent.resolve(name).toString())
              .toList();
      Files.write(record, places);
    }
  }

  /**
   * Removes the groups that a dead engine left.
   *
   * @param record what it wrote down
   * @param engine its name
   */
  public static void sweep(Path record, String engine) {
    try {
      if (!Files.exists(record) || Files.size(record) > MAX_RECORD_BYTES) {
        return;
      }
      for (String line : Files.readAllLines(record)) {
        Path group = Path.of(line);
        if (group.endsWith(PREFIX + engine) && Files.isDirectory(group)) {
          remove(group);
        }
      }
    } catch (IOException failure) {
      LOG.warn("cannot remove the control groups in {}: {}", record, failure.toString());
    }
  }

  private static void remove(Path group) {
    ControlGroup.remove(group)
        .ifPresent(failure -> LOG.warn("cannot remove {}: {}", group, failure.toString()));
  }
}
