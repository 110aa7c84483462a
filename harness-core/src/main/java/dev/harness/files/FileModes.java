package dev.harness.files;

import dev.harness.tar.TarWriter;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** The permissions that copied files get. */
final class FileModes implements TarWriter.Modes {
  /** Readable for all, and executable for all if for the owner. */
  static final FileModes FOR_ALL = new FileModes(0, false);

  /** As they are here. */
  static final FileModes KEPT = new FileModes(0, true);

  private static final int FILE = 0644;
  private static final int OPEN = 0755;
  private static final int ALL_BITS = 07777;

  private final int fixed;
  private final boolean kept;

  private FileModes(int fixed, boolean kept) {
    this.fixed = fixed;
    this.kept = kept;
  }

  /** The same for all files. */
  static FileModes of(int mode) {
    if (mode <= 0 || mode > ALL_BITS) {
      throw new IllegalArgumentException(
          "%s cannot be the mode of a file: permissions are octal numbers such as 0640"
              .formatted(Integer.toOctalString(mode)));
    }
    return new FileModes(mode, false);
  }

  @Override
  public int of(boolean directory, Optional<Set<PosixFilePermission>> present) {
    if (kept && present.isPresent()) {
      return TarWriter.Modes.bits(present.get());
    }
    if (directory) {
      return OPEN;
    }
    if (fixed > 0) {
      return fixed;
    }
    boolean executable =
        present.filter(all -> all.contains(PosixFilePermission.OWNER_EXECUTE)).isPresent();
    return executable ? OPEN : FILE;
  }
}
