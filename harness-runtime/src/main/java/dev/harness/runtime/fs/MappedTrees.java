package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Layer trees as a container with shifted ids must see them: mounted once more, with owners mapped
 * by a user namespace.
 *
 * <p>Only mounting the overlay needs them, which then keeps mounts of its own. So they are made for
 * each container anew, and a path never shows what lay there before.
 */
final class MappedTrees implements AutoCloseable {
  private final Path directory;
  private final Fd userNamespace;
  private final AtomicBoolean closed = new AtomicBoolean();
  private int count;

  private MappedTrees(Path directory, Fd userNamespace) {
    this.directory = directory;
    this.userNamespace = userNamespace;
  }

  /**
   * Begins to mount below {@code directory}, which is empty.
   *
   * @param userNamespace stays the caller's
   */
  static MappedTrees in(Path directory, Fd userNamespace) {
    // One mount below all the others, so that one call takes all away.
    Mounts.mount("tmpfs", directory, Set.of(MountAttribute.NO_DEV), "size=1m,mode=0700");
    return new MappedTrees(directory, userNamespace);
  }

  /** Mounts a further tree; returns where it is until this is closed. */
  Path view(Path tree) throws IOException {
    Path target = Files.createDirectory(directory.resolve(Integer.toString(count++)));
    Mounts.mountMapped(tree, target, userNamespace);
    return target;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Mounts.detach(directory);
    }
  }
}
