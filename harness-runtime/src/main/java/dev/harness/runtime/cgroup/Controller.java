package dev.harness.runtime.cgroup;

import java.util.Optional;

/** A part of the kernel that limits or counts what the processes of a group use. */
public enum Controller {
  MEMORY("memory", "memory"),
  CPU("cpu", "cpu"),
  /** Counts processor time; in version 2 every group does. */
  CPU_TIME("cpuacct", ""),
  CPUSET("cpuset", "cpuset"),
  PIDS("pids", "pids"),
  BLOCK_IO("blkio", "io"),
  /** Stops processes; in version 2 every group can. */
  FREEZER("freezer", "");

  private final String versionOne;
  private final String versionTwo;

  Controller(String versionOne, String versionTwo) {
    this.versionOne = versionOne;
    this.versionTwo = versionTwo;
  }

  /** The option with which version 1 is mounted. */
  String versionOne() {
    return versionOne;
  }

  /** The word in {@code cgroup.controllers}; nothing for what every group of version 2 has. */
  Optional<String> versionTwo() {
    return versionTwo.isEmpty() ? Optional.empty() : Optional.of(versionTwo);
  }
}
