package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every root must have before something is mounted into it (C9): real directories and files
 * at the places of the default mounts.
 *
 * <p>A link that the image has in such a place is replaced, so that nothing is ever mounted
 * elsewhere than where it belongs (CVE-2025-31133, CVE-2026-41579).
 */
final class InitLayer {
  private static final List<String> DIRECTORIES = List.of("dev", "proc", "sys");
  private static final List<String> FILES =
      List.of(".dockerenv", "etc/hosts", "etc/hostname", "etc/resolv.conf");
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);
  private static final int DIRECTORY_MODE = 0755;
  private static final int FILE_MODE = 0755;

  private final Fd root;
  private final Ownership ownership;

  InitLayer(Fd root, Ownership ownership) {
    this.root = root;
    this.ownership = ownership;
  }

  void prepare() {
    for (String name : DIRECTORIES) {
      directory(root, name).close();
    }
    for (String path : FILES) {
      file(path);
    }
    mtab();
  }

  private void file(String path) {
    int slash = path.indexOf('/');
    String name = path.substring(slash + 1);
    try (Fd parent = directory(root, slash < 0 ? "." : path.substring(0, slash))) {
      FileStat.Type type = type(parent, name);
      if (type == FileStat.Type.REGULAR) {
        return;
      }
      clear(parent, name, type);
      Filesystem.openIn(
              parent,
              bytes(name),
              Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE),
              FILE_MODE,
              NO_LINKS)
          .close();
      ownership.give(parent, bytes(name), 0, 0);
    }
  }

  private void mtab() {
    try (Fd etc = directory(root, "etc")) {
      if (type(etc, "mtab") == null) {
        Filesystem.makeSymlink(etc, bytes("mtab"), bytes("/proc/mounts"));
        ownership.give(etc, bytes("mtab"), 0, 0);
      }
    }
  }

  private Fd directory(Fd parent, String name) {
    try {
      return Filesystem.openIn(parent, bytes(name), DIRECTORY, 0, NO_LINKS);
    } catch (SystemException failure) {
      Errno errno = failure.errno();
      if (errno != Errno.ENOENT && errno != Errno.ELOOP && errno != Errno.ENOTDIR) {
        throw failure;
      }
      clear(parent, name, type(parent, name));
      Filesystem.makeDirectory(parent, bytes(name), DIRECTORY_MODE);
      ownership.give(parent, bytes(name), 0, 0);
      return Filesystem.openIn(parent, bytes(name), DIRECTORY, 0, NO_LINKS);
    }
  }

  private static FileStat.@Nullable Type type(Fd parent, String name) {
    return Filesystem.statIfPresent(parent, bytes(name)).map(FileStat::type).orElse(null);
  }

  private static void clear(Fd parent, String name, FileStat.@Nullable Type type) {
    if (type == FileStat.Type.DIRECTORY) {
      Filesystem.removeDirectory(parent, bytes(name));
    } else if (type != null) {
      Filesystem.removeFile(parent, bytes(name));
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
