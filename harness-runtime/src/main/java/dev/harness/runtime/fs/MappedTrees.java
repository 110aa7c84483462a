package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Layer trees as containers with shifted ids must see them: mounted once more, with owners mapped
 * by a user namespace. The mounts live in the engine's mount namespace and end with it.
 */
final class MappedTrees {
  private final Path directory;
  private final Fd userNamespace;
  private final Map<Path, Path> mounted = new HashMap<>();

  /** Mounts below {@code directory}; takes ownership of the namespace. */
  MappedTrees(Path directory, Fd userNamespace) {
    this.directory = directory;
    this.userNamespace = userNamespace;
  }

  /** The mapped view of a tree, mounted at its first use. */
  synchronized Path view(Path tree) {
    return mounted.computeIfAbsent(tree, this::mount);
  }

  private Path mount(Path tree) {
    Path target = directory.resolve(Integer.toString(mounted.size()));
    try {
      Files.createDirectories(target);
    } catch (IOException failure) {
      throw RootException.making(target, failure);
    }
    Mounts.mountMapped(tree, target, userNamespace);
    return target;
  }
}
