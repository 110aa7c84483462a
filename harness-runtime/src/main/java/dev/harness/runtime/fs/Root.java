package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Filesystem;
import dev.harness.runtime.linux.Mounts;
import dev.harness.runtime.linux.OpenFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The root file system of one container: mounted in the engine's mount namespace from creation to
 * removal, so that files can be copied in and out whether the container runs or not.
 */
public final class Root implements AutoCloseable {
  private final Path directory;
  private final Fd handle;
  private final Ownership ownership;
  private final Trash trash;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Root(Path directory, Fd handle, Ownership ownership, Trash trash) {
    this.directory = directory;
    this.handle = handle;
    this.ownership = ownership;
    this.trash = trash;
  }

  static Root prepared(Path directory, Ownership ownership, Trash trash) {
    Fd handle =
        Filesystem.open(directory.resolve("root"), Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY));
    Root root = new Root(directory, handle, ownership, trash);
    try {
      new InitLayer(handle, ownership).prepare();
      return root;
    } catch (RuntimeException failure) {
      root.close();
      throw failure;
    }
  }

  /**
   * The container's directory. Below it, {@code root} is the mounted root and beside it lie the
   * files of {@link #provide}.
   */
  public Path directory() {
    return directory;
  }

  /** The files in the root, resolved as the container's own processes would. */
  public RootTree tree() {
    return new RootTree(handle);
  }

  /** Copies files in and out. */
  public RootFiles files() {
    return new RootFiles(handle, tree(), ownership);
  }

  /** Makes a directory with its missing parents, owned by the container's root (C27). */
  public void makeDirectory(String path) {
    new RootDirectories(handle, ownership).make(path);
  }

  /**
   * Writes a file beside the root that will be mounted into it: owned by the container's root,
   * readable by all.
   */
  public void provide(String name, String content) {
    Path file = directory.resolve(name);
    try {
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException failure) {
      throw RootException.making(file, failure);
    }
    try (Fd here = Filesystem.open(directory, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY))) {
      ownership.give(here, name.getBytes(StandardCharsets.US_ASCII), 0, 0);
    }
  }

  /** Unmounts the root and hands its files to the trash. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      handle.close();
      Mounts.detach(directory.resolve("root"));
      trash.take(directory);
    }
  }
}
