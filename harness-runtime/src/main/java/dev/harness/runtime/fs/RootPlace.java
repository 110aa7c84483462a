package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.tree.TreeRemover;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the root of one container is mounted, with the files beside it that are mounted into it. */
record RootPlace(Path path) implements AutoCloseable {
  private static final String ROOT = "root";

  /** Makes a place in the engine's own file system. */
  static RootPlace in(EngineTmpfs tmpfs) throws IOException {
    RootPlace place = new RootPlace(tmpfs.newDirectory());
    Files.setPosixFilePermissions(place.path, PosixFilePermissions.fromString("rwx--x--x"));
    Files.createDirectory(place.root());
    return place;
  }

  /** The mount point of the root. */
  Path root() {
    return path.resolve(ROOT);
  }

  /**
   * A file that will be mounted into the container.
   *
   * @throws IllegalArgumentException when the name is not one component or stands for another part
   */
  Path provided(String name) {
    if (name.equals(ROOT) || name.contains("/") || name.isEmpty() || name.startsWith(".")) {
      throw new IllegalArgumentException("not a name for a provided file: " + name);
    }
    return path.resolve(name);
  }

  /**
   * Unmounts the root, if it is mounted, and takes the place away.
   *
   * @throws RootException when it cannot be unmounted
   */
  @Override
  public void close() {
    try {
      unmount();
      TreeRemover.remove(path);
    } catch (SystemException | IOException failure) {
      throw RootException.unmounting(root(), failure);
    }
  }

  private void unmount() {
    try {
      Mounts.detach(root());
    } catch (SystemException failure) {
      boolean notMounted = failure.errno() == Errno.EINVAL;
      if (!notMounted) {
        throw failure;
      }
    }
  }
}
