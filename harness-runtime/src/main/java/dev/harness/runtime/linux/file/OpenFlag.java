package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Architecture;
import java.util.Collection;

/** How a file is opened, as in {@code open(2)}; the descriptor is always closed on exec. */
public enum OpenFlag {
  READ_ONLY(0, 0),
  WRITE_ONLY(1, 1),
  READ_WRITE(2, 2),
  CREATE(0x40, 0x40),
  EXCLUSIVE(0x80, 0x80),
  TRUNCATE(0x200, 0x200),
  APPEND(0x400, 0x400),
  /** Neither blocks on a FIFO nor on a device. */
  NON_BLOCKING(0x800, 0x800),
  DIRECTORY(0x10000, 0x4000),
  NO_FOLLOW(0x20000, 0x8000),
  /** Only a place in the tree: nothing is opened, no permission on the file itself is needed. */
  PATH(0x200000, 0x200000);

  private static final long CLOSE_ON_EXEC = 0x80000;

  private final long x86;
  private final long aarch64;

  OpenFlag(long x86, long aarch64) {
    this.x86 = x86;
    this.aarch64 = aarch64;
  }

  static long bits(Collection<OpenFlag> flags) {
    boolean arm = Architecture.current() == Architecture.AARCH64;
    long bits = CLOSE_ON_EXEC;
    for (OpenFlag flag : flags) {
      bits |= arm ? flag.aarch64 : flag.x86;
    }
    return bits;
  }
}
