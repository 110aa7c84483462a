package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FileStat;
import dev.harness.runtime.linux.Filesystem;
import dev.harness.runtime.linux.MountAttribute;
import dev.harness.runtime.linux.Mounts;
import dev.harness.runtime.linux.OpenFlag;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the root file systems of containers: an overlay of layer trees below one directory. */
public final class Roots {
  private static final byte[] UPPER = {'u', 'p', 'p', 'e', 'r'};
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);

  private final Path containers;
  private final Trash trash;
  private final @Nullable MappedTrees mapped;

  private Roots(Path run, Trash trash, @Nullable MappedTrees mapped) {
    this.containers = run.resolve("containers");
    this.trash = trash;
    this.mapped = mapped;
  }

  /** Roots whose containers have the engine's own ids. */
  public static Roots plain(Path run, Trash trash) {
    return new Roots(run, trash, null);
  }

  /**
   * Roots whose containers have the ids of {@code userNamespace}, which this takes ownership of;
   * the engine is root of the initial user namespace.
   */
  public static Roots mapped(Path run, Trash trash, Fd userNamespace) {
    return new Roots(run, trash, new MappedTrees(run.resolve("layers"), userNamespace));
  }

  /**
   * Makes and mounts a root; it lasts until closed.
   *
   * @param id names its directory
   * @param trees the layers, topmost first, at least one
   * @param ownership how the container's ids appear to the engine
   * @throws RootException when the directories or the mount cannot be made
   */
  public Root create(String id, List<Path> trees, Ownership ownership) {
    Path directory = containers.resolve(id);
    try {
      makeDirectories(directory, trees.get(0), ownership);
    } catch (IOException failure) {
      throw RootException.making(directory, failure);
    }
    mount(directory, trees);
    return Root.prepared(directory, ownership, trash);
  }

  private static void makeDirectories(Path directory, Path topTree, Ownership ownership)
      throws IOException {
    Files.createDirectories(directory);
    // The launcher comes here by descriptor; in root mode it is a stranger that must pass through.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    for (String name : List.of("upper", "work", "root")) {
      Files.createDirectory(directory.resolve(name));
    }
    // The merged root takes its own attributes from the upper directory.
    try (Fd top = Filesystem.open(topTree, PLACE);
        Fd here = Filesystem.open(directory, PLACE)) {
      FileStat image = Filesystem.stat(top);
      ownership.give(here, UPPER, image.uid(), image.gid());
      Filesystem.changeMode(here, UPPER, image.permissions());
    }
  }

  /** Layers are named by descriptor: mount data is limited to a page, and shows no host path. */
  private void mount(Path directory, List<Path> trees) {
    List<Fd> open = new ArrayList<>();
    try (Fd here = Filesystem.open(directory, PLACE)) {
      for (Path tree : trees) {
        Path view = Optional.ofNullable(mapped).map(m -> m.view(tree)).orElse(tree);
        open.add(Filesystem.open(view, PLACE));
      }
      String lower = String.join(":", open.stream().map(Fd::procPath).toList());
      String data =
          "lowerdir=%s,upperdir=%s/upper,workdir=%s/work,userxattr,volatile"
              .formatted(lower, here.procPath(), here.procPath());
      Path target = directory.resolve("root");
      try {
        Mounts.mount("overlay", target, Set.of(MountAttribute.NO_DEV), data);
      } catch (SystemException failure) {
        throw RootException.mounting(target, failure);
      }
    } finally {
      open.forEach(Fd::close);
    }
  }
}
