package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.Mounts;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Layer trees as containers with shifted ids must see them: mounted once more, with owners mapped
 * by a user namespace.
 *
 * <p>A view stays for the next container. It holds its tree's inode, so that a tree which was
 * deleted and made anew is told apart by its number, and never shows what lay there before.
 */
final class MappedTrees {
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);

  private final EngineTmpfs tmpfs;
  private final Fd userNamespace;
  private final Map<Path, View> views = new ConcurrentHashMap<>();

  /** Maps by {@code userNamespace}, which this takes ownership of. */
  MappedTrees(EngineTmpfs tmpfs, Fd userNamespace) {
    this.tmpfs = tmpfs;
    this.userNamespace = userNamespace;
  }

  /** By which it maps; stays its own. */
  Fd userNamespace() {
    return userNamespace;
  }

  private record View(Path path, long inode) {}

  /**
   * Where {@code tree} is seen with other owners; the caller keeps the tree from being deleted as
   * long as it uses the view.
   */
  Path view(Path tree) throws IOException {
    long inode = inode(tree);
    View known = views.get(tree);
    if (known != null && known.inode() == inode) {
      return known.path();
    }
    Path target = tmpfs.newDirectory();
    Mounts.mountMapped(tree, target, userNamespace);
    View before = views.put(tree, new View(target, inode));
    if (before != null && before.inode() != inode) {
      Mounts.detach(before.path());
    }
    return target;
  }

  private static long inode(Path tree) {
    try (Fd fd = Filesystem.open(tree, PLACE)) {
      FileStat stat = Filesystem.stat(fd);
      return stat.inode();
    }
  }
}
