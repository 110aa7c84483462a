package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.Mounts;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the root file systems of containers: an overlay of layer trees below one directory. */
public final class Roots {
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final byte[] ITSELF = {};

  private final Path containers;
  private final Trash trash;
  private final @Nullable Fd mapping;

  private Roots(Path run, Trash trash, @Nullable Fd mapping) {
    this.containers = run.resolve("containers");
    this.trash = trash;
    this.mapping = mapping;
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
    return new Roots(run, trash, userNamespace);
  }

  /**
   * Makes and mounts a root; it lasts until closed.
   *
   * @param id names its directory, which must not exist
   * @param trees the layers, topmost first, at least one
   * @param ownership how the container's ids appear to the engine
   * @throws RootException when the directories or the mount cannot be made; nothing is left of them
   */
  public Root create(String id, List<Path> trees, Ownership ownership) {
    ContainerDirectory directory = new ContainerDirectory(containers.resolve(id));
    try {
      Files.createDirectories(containers);
      directory.make();
    } catch (IOException failure) {
      throw RootException.making(directory.path().toString(), failure);
    }
    try {
      directory.fill();
      likeTheImage(directory.upper(), trees.get(0), ownership);
      mount(directory, trees);
      return Root.mounted(directory, ownership, trash);
    } catch (IOException | SystemException | IdOutOfRangeException failure) {
      throw abandoned(directory, RootException.making(directory.path().toString(), failure));
    } catch (RootException failure) {
      throw abandoned(directory, failure);
    }
  }

  /** The merged root takes its own attributes from the upper directory. */
  private static void likeTheImage(Path upper, Path topTree, Ownership ownership) {
    try (Fd top = Filesystem.open(topTree, PLACE);
        Fd here = Filesystem.open(upper, PLACE)) {
      FileStat image = Filesystem.stat(top);
      ownership.give(here, ITSELF, image.uid(), image.gid());
      Filesystem.changeMode(here, image.permissions());
    }
  }

  private void mount(ContainerDirectory directory, List<Path> trees) throws IOException {
    if (mapping == null) {
      overlay(directory, trees);
      return;
    }
    try (MappedTrees mapped = MappedTrees.in(directory.layers(), mapping)) {
      List<Path> views = new ArrayList<>();
      for (Path tree : trees) {
        views.add(mapped.view(tree));
      }
      overlay(directory, views);
    }
  }

  /** Layers are named by descriptor: mount data is limited to a page, and shows no host path. */
  private static void overlay(ContainerDirectory directory, List<Path> trees) {
    List<Fd> lower = new ArrayList<>();
    try (Fd upper = Filesystem.open(directory.upper(), PLACE);
        Fd work = Filesystem.open(directory.work(), PLACE)) {
      trees.forEach(tree -> lower.add(Filesystem.open(tree, PLACE)));
      String data =
          "lowerdir=%s,upperdir=%s,workdir=%s,userxattr,volatile"
              .formatted(
                  String.join(":", lower.stream().map(Fd::procPath).toList()),
                  upper.procPath(),
                  work.procPath());
      try {
        Mounts.mount("overlay", directory.root(), Set.of(MountAttribute.NO_DEV), data);
      } catch (SystemException failure) {
        throw RootException.mounting(directory.root(), failure);
      }
    } finally {
      lower.forEach(Fd::close);
    }
  }

  /** Takes away what was made before a failure, and returns the failure. */
  private RootException abandoned(ContainerDirectory directory, RootException failure) {
    try {
      Mounts.detach(directory.root());
    } catch (SystemException other) {
      boolean notMounted = other.errno() == Errno.EINVAL || other.errno() == Errno.ENOENT;
      if (!notMounted) {
        failure.addSuppressed(other);
      }
    }
    trash.take(directory.path());
    return failure;
  }
}
