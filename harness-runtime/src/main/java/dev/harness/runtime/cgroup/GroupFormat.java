package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How limits, figures and stopping are written in the files of one version of control groups. */
sealed interface GroupFormat permits VersionOne, VersionTwo {

  /** The format of a version. */
  static GroupFormat of(LimitSupport.Version version) {
    return switch (version) {
      case ONE -> new VersionOne();
      case TWO -> new VersionTwo();
      case NONE -> throw new IllegalArgumentException("there are no groups");
    };
  }

  /** A value for a file of a controller. */
  record Setting(Controller controller, String file, String value) {}

  /** Lets the groups in {@code group} have a controller. */
  void handDown(Path group, Controller controller) throws IOException;

  /** Makes a new group fit to hold processes. */
  void furnish(Path group, Controller controller) throws IOException;

  /** The directories of a group by name, where it is not one that a new mount shows. */
  Map<String, String> shown(GroupFiles files);

  /** What is to be written for limits, in this order. */
  List<Setting> settings(ResourceLimits limits, GroupFiles files);

  /** The file and the word that stop the processes of a group, or let them go on. */
  Setting freezer(boolean frozen);

  /** Whether the processes of a group are as {@link #freezer} demands. */
  boolean isFrozen(GroupFiles files);

  /** How many processes were killed because memory ran out. */
  long oomKills(GroupFiles files);

  /** Asks to be told when memory runs out. */
  OomNotice oomNotice(GroupFiles files) throws IOException;

  /** What is used. */
  ResourceUsage usage(GroupFiles files);

  /** The kernel's figures of memory. */
  default Map<String, Long> memoryDetails(GroupFiles files) {
    return files.table(Controller.MEMORY, "memory.stat");
  }
}
