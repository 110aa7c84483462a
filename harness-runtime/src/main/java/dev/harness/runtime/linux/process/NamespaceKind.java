package dev.harness.runtime.linux.process;

import java.util.Set;

/** The kinds of namespaces, as in {@code namespaces(7)}. */
public enum NamespaceKind {
  CGROUP("cgroup", 0x02000000),
  IPC("ipc", 0x08000000),
  MOUNT("mnt", 0x00020000),
  NETWORK("net", 0x40000000),
  PID("pid", 0x20000000),
  USER("user", 0x10000000),
  UTS("uts", 0x04000000);

  private final String fileName;
  private final int flag;

  NamespaceKind(String fileName, int flag) {
    this.fileName = fileName;
    this.flag = flag;
  }

  /** The name below {@code /proc/<pid>/ns}. */
  public String fileName() {
    return fileName;
  }

  /** The {@code CLONE_NEW…} flag. */
  public int flag() {
    return flag;
  }

  /** The flags of all {@code kinds} together. */
  public static int flags(Set<NamespaceKind> kinds) {
    return kinds.stream().mapToInt(NamespaceKind::flag).reduce(0, (a, b) -> a | b);
  }
}
