package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.IdOutOfRangeException;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.MountAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the root file systems of containers: an overlay of layer trees below one directory. */
public final class Roots implements AutoCloseable {
  private final Path containers;
  private final Trash trash;
  private final EngineTmpfs tmpfs;
  private final InitLayers initLayers;
  private final @Nullable MappedTrees mapped;

  private Roots(EngineTmpfs tmpfs, UpperFiles upper, @Nullable Fd mapping) {
    this.tmpfs = tmpfs;
    this.containers = upper.directory().resolve("containers");
    this.trash = upper.trash();
    this.initLayers = new InitLayers(upper.directory().resolve("init"), tmpfs, trash);
    this.mapped = mapping == null ? null : new MappedTrees(tmpfs, mapping);
  }

  private static Roots in(Path run, Trash trash, @Nullable Fd mapping) {
    EngineTmpfs tmpfs = EngineTmpfs.on(run.resolve("mounts"));
    return new Roots(tmpfs, UpperFiles.find(run, trash, tmpfs), mapping);
  }

  /**
   * Roots whose containers have the engine's own ids.
   *
   * @throws RootException when nothing can be mounted
   */
  public static Roots plain(Path run, Trash trash) {
    return in(run, trash, null);
  }

  /**
   * Roots whose containers have the ids of {@code userNamespace}, which this takes ownership of;
   * the engine is root of the initial user namespace.
   *
   * @throws RootException when nothing can be mounted
   */
  public static Roots mapped(Path run, Trash trash, Fd userNamespace) {
    return in(run, trash, userNamespace);
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
    return create(id, directory -> mount(directory, trees, ownership));
  }

  /**
   * Makes and mounts a root in which no container will run: of the layers alone, without what
   * containers find in theirs.
   *
   * @param id names its directory, which must not exist
   * @param trees the layers, topmost first; none for an empty root
   * @param ownership how the container's ids appear to the engine
   * @throws RootException when the directories or the mount cannot be made; nothing is left of them
   */
  public Root bare(String id, List<Path> trees, Ownership ownership) {
    return create(
        id,
        directory -> {
          if (!trees.isEmpty()) {
            return mount(directory, views(trees), trees.get(0), ownership);
          }
          Path nothing = Files.createDirectory(directory.path().resolve("nothing"));
          Files.setPosixFilePermissions(nothing, PosixFilePermissions.fromString("rwxr-xr-x"));
          return mount(directory, List.of(nothing), nothing, ownership);
        });
  }

  /** Mounts what is to be in a directory. */
  private interface Mounting {
    Root in(OverlayDirectory directory) throws IOException;
  }

  private Root create(String id, Mounting mounting) {
    OverlayDirectory directory = new OverlayDirectory(containers.resolve(id));
    try {
      Files.createDirectories(containers);
      directory.make();
    } catch (IOException failure) {
      throw RootException.making(directory.path().toString(), failure);
    }
    try {
      return mounting.in(directory);
    } catch (IOException | SystemException | IdOutOfRangeException failure) {
      trash.take(directory.path());
      throw RootException.making(directory.path().toString(), failure);
    } catch (RootException failure) {
      trash.take(directory.path());
      throw failure;
    }
  }

  /**
   * Copies a tree of the host for {@link Root#attach}: what belongs to an account there belongs to
   * the same number in containers.
   *
   * @throws RootException when it cannot be reached
   */
  public HostTree hostTree(Path source, TreeShape shape) {
    return HostTree.copy(source, shape, mapped == null ? null : mapped.userNamespace());
  }

  /**
   * Copies a tree whose owners are those of containers already, for {@link Root#attach}.
   *
   * @throws RootException when it cannot be reached
   */
  public HostTree ownTree(Path source, Set<MountAttribute> attributes) {
    return HostTree.copy(source, TreeShape.whole(attributes), null);
  }

  private Root mount(OverlayDirectory directory, List<Path> trees, Ownership ownership)
      throws IOException {
    List<Path> lower = views(trees);
    lower.add(0, initLayers.over(trees, List.copyOf(lower), ownership));
    return mount(directory, lower, trees.get(0), ownership);
  }

  /** The trees as containers see them. */
  private List<Path> views(List<Path> trees) throws IOException {
    List<Path> views = new ArrayList<>(trees.size() + 1);
    for (Path tree : trees) {
      views.add(mapped == null ? tree : mapped.view(tree));
    }
    return views;
  }

  private Root mount(
      OverlayDirectory directory, List<Path> lower, Path topTree, Ownership ownership)
      throws IOException {
    directory.fill();
    Overlay overlay = new Overlay(lower, directory.upper(), directory.work());
    overlay.startLike(topTree, ownership);
    RootPlace place = RootPlace.in(tmpfs);
    boolean done = false;
    try {
      overlay.mount(place.root());
      Root root = Root.mounted(directory, lower, place, ownership, trash);
      done = true;
      return root;
    } finally {
      if (!done) {
        place.close();
      }
    }
  }

  /** Unmounts whatever this mounted; roots that are still open lose their files. */
  @Override
  public void close() {
    tmpfs.close();
  }
}
