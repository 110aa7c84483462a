package dev.harness.runtime.linux.file;

import java.util.Collection;

/** Limits to how {@code openat2(2)} walks a path. */
public enum Resolution {
  /** Mount points are not crossed. */
  NO_CROSSING(0x01),
  /** The magic links of procfs are refused. */
  NO_MAGIC_LINKS(0x02),
  /** Symbolic links are refused, in the middle of the path too. */
  NO_SYMLINKS(0x04),
  /** The path may not leave the directory it starts in. */
  BENEATH(0x08),
  /** The directory is the root: {@code /} and {@code ..} stay inside, as after a chroot. */
  IN_ROOT(0x10);

  private final long bit;

  Resolution(long bit) {
    this.bit = bit;
  }

  static long bits(Collection<Resolution> limits) {
    long bits = 0;
    for (Resolution limit : limits) {
      bits |= limit.bit;
    }
    return bits;
  }
}
