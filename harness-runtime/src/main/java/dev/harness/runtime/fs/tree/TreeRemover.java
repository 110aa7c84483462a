package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.DirectoryEntries;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Deletes trees that containers wrote or still write, by descriptor: a name that becomes a link
 * meanwhile leads nowhere, mounts are not entered, and no tree is too deep, because only one of its
 * directories is open at a time (K10, H67).
 */
public final class TreeRemover implements AutoCloseable {
  private static final Set<OpenFlag> READ =
      Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NO_FOLLOW);
  private static final Set<OpenFlag> PLACE =
      Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY, OpenFlag.NO_FOLLOW);
  private static final Set<Resolution> BELOW =
      Set.of(Resolution.BENEATH, Resolution.NO_SYMLINKS, Resolution.NO_CROSSING);
  private static final Set<Resolution> SAME_MOUNT =
      Set.of(Resolution.NO_SYMLINKS, Resolution.NO_CROSSING);
  private static final byte[] SELF = {'.'};
  private static final byte[] PARENT = {'.', '.'};
  private static final int OWNER_ONLY = 0700;

  /** How often somebody else may change the tree under this before it gives up. */
  private static final int PATIENCE = 100;

  private final DirectoryEntries entries = new DirectoryEntries();

  /** From the open directory up to the one that holds the tree, which is not changed otherwise. */
  private final Deque<Level> levels = new ArrayDeque<>();

  private Fd open;
  private int patience = PATIENCE;

  private TreeRemover(Fd parent, byte[] name) {
    open = Filesystem.openIn(parent, SELF, PLACE, 0, BELOW);
    Level outside = new Level(SELF, Filesystem.stat(open).inode());
    outside.pending.add(name);
    levels.push(outside);
  }

  /** A directory on the way down, with the names that are still to be removed from it. */
  private static final class Level {
    final byte[] name;
    final long inode;
    final Deque<byte[]> pending = new ArrayDeque<>();

    Level(byte[] name, long inode) {
      this.name = name;
      this.inode = inode;
    }
  }

  /**
   * Deletes {@code path} and everything below it; a path that is not there is fine.
   *
   * @throws IOException when something cannot be deleted
   */
  public static void remove(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path parent = Objects.requireNonNull(absolute.getParent(), "the root is not to be deleted");
    try (Fd directory = Filesystem.open(parent, PLACE)) {
      remove(directory, RootTree.bytes(String.valueOf(absolute.getFileName())));
    } catch (SystemException failure) {
      throw failed(path.toString(), failure);
    }
  }

  /**
   * Deletes {@code name} and everything below it; a name that is not there is fine.
   *
   * @param parent stays the caller's
   * @throws IOException when something cannot be deleted
   */
  public static void remove(Fd parent, byte[] name) throws IOException {
    try (TreeRemover remover = new TreeRemover(parent, name)) {
      remover.run();
    } catch (SystemException failure) {
      throw failed(RootTree.text(name), failure);
    }
  }

  private static IOException failed(String what, SystemException failure) {
    boolean mount = failure.errno() == Errno.EXDEV || failure.errno() == Errno.EBUSY;
    return new IOException(
        "cannot delete %s: %s%s"
            .formatted(what, failure.getMessage(), mount ? "; something is mounted there" : ""),
        failure);
  }

  private void run() throws IOException {
    while (true) {
      Level level = levels.element();
      byte[] name = level.pending.poll();
      if (name != null) {
        if (!unlinked(name)) {
          descend(name);
        }
      } else if (isOutside()) {
        return;
      } else if (!level.pending.addAll(entries.next(open))) {
        leave();
      }
    }
  }

  private boolean isOutside() {
    return levels.size() == 1;
  }

  /** Removes what is not a directory; false when it is one. */
  private boolean unlinked(byte[] name) {
    try {
      changing(() -> Filesystem.removeFile(open, name));
      return true;
    } catch (SystemException failure) {
      if (failure.errno() == Errno.EISDIR) {
        return false;
      }
      if (failure.errno() == Errno.ENOENT) {
        return true;
      }
      throw failure;
    }
  }

  private void descend(byte[] name) {
    try {
      enter(name, open(name));
    } catch (SystemException failure) {
      again(name, failure, Set.of(Errno.ENOTDIR, Errno.ELOOP));
    }
  }

  private void enter(byte[] name, Fd directory) {
    open.close();
    open = directory;
    levels.push(new Level(name, Filesystem.stat(directory).inode()));
  }

  private Fd open(byte[] name) {
    try {
      return Filesystem.openIn(open, name, READ, 0, BELOW);
    } catch (SystemException failure) {
      if (failure.errno() != Errno.EACCES) {
        throw failure;
      }
    }
    // Its owner may not read it, as overlayfs makes its work directory (K11).
    try (Fd place = Filesystem.openIn(open, name, PLACE, 0, BELOW)) {
      Filesystem.changeMode(place, OWNER_ONLY);
    }
    return Filesystem.openIn(open, name, READ, 0, BELOW);
  }

  /** Goes up from an empty directory, which it removes. */
  private void leave() throws IOException {
    Set<OpenFlag> flags = levels.size() == 2 ? PLACE : READ;
    Fd parent = permitted(() -> Filesystem.openIn(open, PARENT, flags, 0, SAME_MOUNT));
    open.close();
    open = parent;
    byte[] name = levels.pop().name;
    if (Filesystem.stat(open).inode() != levels.element().inode) {
      throw new IOException(
          "cannot delete %s: it was moved meanwhile".formatted(RootTree.text(name)));
    }
    try {
      changing(() -> Filesystem.removeDirectory(open, name));
    } catch (SystemException failure) {
      again(name, failure, Set.of(Errno.ENOTEMPTY, Errno.ENOTDIR));
    }
  }

  /** Starts over with a name when the failure shows that somebody else changed it. */
  private void again(byte[] name, SystemException failure, Set<Errno> changes) {
    if (failure.errno() == Errno.ENOENT) {
      return;
    }
    if (!changes.contains(failure.errno()) || patience == 0) {
      throw failure;
    }
    patience--;
    levels.element().pending.addFirst(name);
  }

  private void changing(Runnable change) {
    permitted(
        () -> {
          change.run();
          return open;
        });
  }

  /** What needs permissions on the open directory: its owner may have to give them to himself. */
  private <T> T permitted(Supplier<T> access) {
    try {
      return access.get();
    } catch (SystemException failure) {
      if (failure.errno() != Errno.EACCES || isOutside()) {
        throw failure;
      }
    }
    Filesystem.changeMode(open, OWNER_ONLY);
    return access.get();
  }

  @Override
  public void close() {
    open.close();
  }
}
