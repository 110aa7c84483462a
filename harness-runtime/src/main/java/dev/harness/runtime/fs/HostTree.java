package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.Mounts;
import dev.harness.runtime.linux.file.OpenFlag;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file or directory of the host with the mounts below it, copied so that it can be attached in a
 * root, with the owners that containers must see. Goes with its close, or with the root.
 */
public final class HostTree implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostTree.class);
  private static final Set<Errno> NOT_MAPPABLE = Set.of(Errno.EINVAL, Errno.EPERM, Errno.EBUSY);

  private final Path source;
  private final Fd tree;
  private final boolean directory;

  private HostTree(Path source, Fd tree, boolean directory) {
    this.source = source;
    this.tree = tree;
    this.directory = directory;
  }

  /**
   * Copies {@code source}.
   *
   * @param mapping by which owners appear shifted; {@code null} where containers have the engine's
   *     ids
   * @throws RootException when it cannot be reached or copied
   */
  static HostTree copy(Path source, TreeShape shape, @Nullable Fd mapping) {
    try (Fd place = Filesystem.open(source, Set.of(OpenFlag.PATH))) {
      boolean directory = Filesystem.stat(place).type() == FileStat.Type.DIRECTORY;
      Fd tree = Mounts.copy(source, shape.recursive());
      boolean done = false;
      try {
        map(source, tree, shape.recursive(), mapping);
        restrict(tree, shape);
        done = true;
        return new HostTree(source, tree, directory);
      } finally {
        if (!done) {
          tree.close();
        }
      }
    } catch (SystemException failure) {
      throw RootException.sharing(source, failure);
    }
  }

  private static void restrict(Fd tree, TreeShape shape) {
    Mounts.isolate(tree, shape.recursive(), shape.receives());
    if (!shape.attributes().isEmpty()) {
      Mounts.restrict(tree, shape.attributes(), shape.recursive() && shape.restrictsBelow());
    }
  }

  /**
   * Whether what the host mounts below {@code source} from now on would be seen there by us.
   *
   * @throws RootException when it cannot be reached
   */
  public static boolean receivesMounts(Path source) {
    try (Fd place = Filesystem.open(source, Set.of(OpenFlag.PATH))) {
      return MountTable.isSlave(place);
    } catch (SystemException failure) {
      throw RootException.sharing(source, failure);
    }
  }

  private static void map(Path source, Fd tree, boolean recursive, @Nullable Fd mapping) {
    if (mapping == null) {
      return;
    }
    try {
      Mounts.mapOwners(tree, mapping, recursive);
    } catch (SystemException failure) {
      if (!NOT_MAPPABLE.contains(failure.errno())) {
        throw failure;
      }
      LOG.warn(
          "{} lies on a file system whose owners cannot be mapped: in containers its files belong"
              + " to nobody",
          source);
    }
  }

  /** Whether it is a directory; otherwise a file. */
  public boolean isDirectory() {
    return directory;
  }

  void attach(Fd place) {
    Mounts.attach(tree, place);
  }

  @Override
  public void close() {
    tree.close();
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
