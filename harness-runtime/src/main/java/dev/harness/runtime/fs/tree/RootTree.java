package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a container, resolved as its own processes would: links are followed, but never out
 * of its root ({@code RESOLVE_IN_ROOT}), nor through the magic links of a procfs.
 *
 * <p>Every method throws {@link RootException} once the root was removed.
 */
public final class RootTree {
  private static final Set<Resolution> INSIDE =
      Set.of(Resolution.IN_ROOT, Resolution.NO_MAGIC_LINKS);

  private static final Set<OpenFlag> READING = Set.of(OpenFlag.READ_ONLY, OpenFlag.NON_BLOCKING);

  private final RootHandle root;

  /** Looks at the tree below {@code root}, which stays the caller's. */
  public RootTree(RootHandle root) {
    this.root = root;
  }

  /** Describes what {@code path} leads to, when it exists. */
  public Optional<FileStat> stat(String path) {
    try (Fd fd = place(path).orElse(null)) {
      return fd == null ? Optional.empty() : Optional.of(Filesystem.stat(fd));
    }
  }

  /** Opens the place that {@code path} leads to, when it exists; the caller closes it. */
  public Optional<Fd> place(String path) {
    return openIfPresent(path, Set.of(OpenFlag.PATH));
  }

  private Optional<Fd> openIfPresent(String path, Set<OpenFlag> flags) {
    try (Fd here = root.lend()) {
      return Filesystem.openIfPresent(here, bytes(path), flags, INSIDE);
    } catch (SystemException failure) {
      if (failure.errno() == Errno.ENOTDIR || failure.errno() == Errno.ELOOP) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Opens the directory that {@code path} leads to; the caller closes it. */
  public Fd directory(String path) {
    try (Fd here = root.lend()) {
      return Filesystem.openIn(
          here, bytes(path), Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY), 0, INSIDE);
    }
  }

  /** Opens a regular file for reading; the caller closes it. */
  FdInputStream read(String path) throws IOException {
    try (Fd here = root.lend();
        Fd fd = Filesystem.openIn(here, bytes(path), READING, 0, INSIDE)) {
      requireRegular(fd, path);
      return new FdInputStream(Fd.owning(fd.release()));
    }
  }

  private static void requireRegular(Fd fd, String path) throws IOException {
    if (Filesystem.stat(fd).type() != FileStat.Type.REGULAR) {
      throw new IOException("not a regular file: " + path);
    }
  }

  /**
   * Reads a text file of the image, when it is there, is a regular file and is not larger than
   * {@code limitBytes} (CVE-2024-9676: a FIFO; CVE-2026-47262: endless).
   *
   * @throws IOException when it is there and is neither
   */
  public Optional<String> text(String path, int limitBytes) throws IOException {
    try (Fd fd = openIfPresent(path, READING).orElse(null)) {
      if (fd == null) {
        return Optional.empty();
      }
      requireRegular(fd, path);
      byte[] bytes = Io.readAtMost(fd, limitBytes + 1);
      if (bytes.length > limitBytes) {
        throw new IOException("%s is larger than %d bytes".formatted(path, limitBytes));
      }
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** The path as the kernel takes it. */
  public static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  /** A name for people and archives: malformed bytes become replacement characters. */
  static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }
}
