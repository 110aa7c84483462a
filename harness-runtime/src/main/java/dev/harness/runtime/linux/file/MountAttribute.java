package dev.harness.runtime.linux.file;

import java.util.Locale;
import java.util.Set;

/** What is forbidden or recorded on one mount: the {@code MOUNT_ATTR_…} of the kernel. */
public enum MountAttribute {
  READ_ONLY(0x1),
  NO_SUID(0x2),
  NO_DEV(0x4),
  NO_EXEC(0x8),
  NO_ATIME(0x10),
  STRICT_ATIME(0x20);

  private final int flag;

  MountAttribute(int flag) {
    this.flag = flag;
  }

  /** The kernel's flag. */
  public int flag() {
    return flag;
  }

  /** The flags of all {@code attributes} together. */
  public static int flags(Set<MountAttribute> attributes) {
    return attributes.stream().mapToInt(MountAttribute::flag).reduce(0, (a, b) -> a | b);
  }

  /** The word that {@code mount(8)} uses, such as {@code nosuid}. */
  @Override
  public String toString() {
    return this == READ_ONLY ? "ro" : name().replace("_", "").toLowerCase(Locale.ROOT);
  }
}
