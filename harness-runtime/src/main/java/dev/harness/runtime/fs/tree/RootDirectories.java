package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.util.Optional;
import java.util.Set;

/** Makes directories and empty files in a root, through its links, one component after the other. */
public final class RootDirectories {
  private static final int MODE = 0755;
  private static final Set<Resolution> INSIDE =
      Set.of(Resolution.IN_ROOT, Resolution.NO_MAGIC_LINKS);
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);

  private static final Set<OpenFlag> NEW_FILE =
      Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE);

  private final Fd root;
  private final Ownership ownership;

  /**
   * Makes directories below {@code root}, which stays the caller's, with owners by {@code
   * ownership}.
   */
  public RootDirectories(Fd root, Ownership ownership) {
    this.root = root;
    this.ownership = ownership;
  }

  /**
   * Makes {@code path} and what is missing above it.
   *
   * @throws SystemException when something on the way is not a directory
   */
  public void make(String path) {
    StringBuilder done = new StringBuilder();
    for (String component : path.split("/", -1)) {
      if (component.isEmpty()) {
        continue;
      }
      String parent = done.isEmpty() ? "/" : done.toString();
      done.append('/').append(component);
      if (open(done.toString()).map(RootDirectories::closed).isEmpty()) {
        makeIn(parent, component);
      }
    }
  }

  /**
   * Makes the empty file {@code path} and what is missing above it, unless something is there.
   *
   * @throws SystemException when something on the way is not a directory
   */
  public void makeFile(String path) {
    int slash = path.lastIndexOf('/');
    String parent = slash <= 0 ? "/" : path.substring(0, slash);
    make(parent);
    byte[] name = RootTree.bytes(path.substring(slash + 1));
    if (Filesystem.openIfPresent(root, RootTree.bytes(path), Set.of(OpenFlag.PATH), INSIDE)
        .map(RootDirectories::closed)
        .isPresent()) {
      return;
    }
    try (Fd directory = Filesystem.openIn(root, RootTree.bytes(parent), DIRECTORY, 0, INSIDE)) {
      Filesystem.openIn(directory, name, NEW_FILE, MODE, Set.of(Resolution.BENEATH)).close();
      ownership.give(directory, name, 0, 0);
    }
  }

  private Optional<Fd> open(String path) {
    return Filesystem.openIfPresent(root, RootTree.bytes(path), DIRECTORY, INSIDE);
  }

  private static boolean closed(Fd fd) {
    fd.close();
    return true;
  }

  private void makeIn(String parent, String component) {
    byte[] name = RootTree.bytes(component);
    try (Fd directory = Filesystem.openIn(root, RootTree.bytes(parent), DIRECTORY, 0, INSIDE)) {
      Filesystem.makeDirectory(directory, name, MODE);
      ownership.give(directory, name, 0, 0);
    } catch (SystemException failure) {
      // A dangling link: nothing can be made below it, as for the container's own mkdir.
      if (failure.errno() != Errno.EEXIST) {
        throw failure;
      }
      throw new SystemException("mkdirat", Errno.ENOTDIR, "path=" + parent + "/" + component);
    }
  }
}
