package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The engine's own file system in memory, on which it mounts everything else: one call takes all
 * of it away, nothing of it outlives the engine, and no container waits for the disk to get a mount
 * point.
 */
final class EngineTmpfs implements AutoCloseable {
  private final Path directory;
  private final AtomicLong counter = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  private EngineTmpfs(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts it on {@code directory}, which this makes.
   *
   * @throws RootException when it cannot
   */
  static EngineTmpfs on(Path directory) {
    try {
      Files.createDirectories(directory);
      // Strangers pass through: in root mode the launcher is one when it comes to a root.
      Mounts.mount("tmpfs", directory, Set.of(MountAttribute.NO_DEV), "mode=0711");
    } catch (IOException | SystemException failure) {
      throw RootException.making(directory.toString(), failure);
    }
    return new EngineTmpfs(directory);
  }

  /** A new directory in it. */
  Path newDirectory() throws IOException {
    return Files.createDirectory(directory.resolve(Long.toString(counter.incrementAndGet())));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Mounts.detach(directory);
    }
  }
}
