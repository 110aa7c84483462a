package dev.harness.runtime.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Where everything of one container lies on the disk. */
record ContainerDirectory(Path path) {
  private static final String UPPER = "upper";
  private static final String WORK = "work";
  private static final String ROOT = "root";
  private static final String LAYERS = "layers";
  private static final String LOG = "output.log";
  private static final Set<String> TAKEN = Set.of(UPPER, WORK, ROOT, LAYERS, LOG);

  /** Makes the directory itself, which must be new: two containers never share one. */
  void make() throws IOException {
    Files.createDirectory(path);
  }

  /** Makes the directories in it. */
  void fill() throws IOException {
    // The launcher comes here by descriptor; in root mode it is a stranger that must pass through.
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    for (String name : List.of(UPPER, WORK, ROOT, LAYERS)) {
      Files.createDirectory(path.resolve(name));
    }
  }

  /** What the container changes. */
  Path upper() {
    return path.resolve(UPPER);
  }

  /** For overlayfs alone. */
  Path work() {
    return path.resolve(WORK);
  }

  /** Where the root is mounted. */
  Path root() {
    return path.resolve(ROOT);
  }

  /** Where the layers are mounted with other owners, as long as it takes to mount the root. */
  Path layers() {
    return path.resolve(LAYERS);
  }

  /** The container's output. */
  Path log() {
    return path.resolve(LOG);
  }

  /**
   * A file that will be mounted into the container.
   *
   * @throws IllegalArgumentException when the name is not one component or stands for another part
   */
  Path provided(String name) {
    if (TAKEN.contains(name) || name.contains("/") || name.isEmpty() || name.startsWith(".")) {
      throw new IllegalArgumentException("not a name for a provided file: " + name);
    }
    return path.resolve(name);
  }
}
