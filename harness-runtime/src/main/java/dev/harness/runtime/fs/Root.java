package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.RootDirectories;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.tree.RootFiles;
import dev.harness.runtime.fs.tree.RootHandle;
import dev.harness.runtime.fs.tree.RootTree;
import dev.harness.runtime.fs.tree.TreeChange;
import dev.harness.runtime.fs.tree.TreeChanges;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.Mounts;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The root file system of one container: mounted in the engine's mount namespace from creation to
 * removal, so that files can be copied in and out whether the container runs or not. Safe for use
 * by several threads.
 */
public final class Root implements AutoCloseable {
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final Set<OpenFlag> FILE = Set.of(OpenFlag.PATH, OpenFlag.NO_FOLLOW);
  private static final Set<OpenFlag> READ = Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY);
  private static final byte[] ITSELF = {};
  private static final Set<MountAttribute> PLAIN_FILES =
      Set.of(MountAttribute.NO_DEV, MountAttribute.NO_EXEC, MountAttribute.NO_SUID);

  private final OverlayDirectory directory;
  private final List<Path> lower;
  private final RootPlace place;
  private final RootHandle handle;
  private final Ownership ownership;
  private final Trash trash;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Root(
      OverlayDirectory directory,
      List<Path> lower,
      RootPlace place,
      RootHandle handle,
      Ownership ownership,
      Trash trash) {
    this.directory = directory;
    this.lower = List.copyOf(lower);
    this.place = place;
    this.handle = handle;
    this.ownership = ownership;
    this.trash = trash;
  }

  /** A root that is mounted; on failure it stays mounted, and the caller's. */
  static Root mounted(
      OverlayDirectory directory,
      List<Path> lower,
      RootPlace place,
      Ownership ownership,
      Trash trash) {
    Fd root = Filesystem.open(place.root(), DIRECTORY);
    return new Root(directory, lower, place, new RootHandle(root), ownership, trash);
  }

  /** Where the root is mounted; the files of {@link #provide} lie beside it. */
  public Path rootPath() {
    return place.root();
  }

  /** The path from where this root's launcher is to what lies beside another one. */
  public String toBeside(Root other, String name) {
    return place.path().relativize(other.place.provided(name)).toString();
  }

  /** Where the container's output is to be kept; it goes with the root. */
  public Path log() {
    return directory.path().resolve("output.log");
  }

  /** The files in the root, resolved as the container's own processes would. */
  public RootTree tree() {
    return new RootTree(handle);
  }

  /** How the container's ids appear to the engine. */
  public Ownership ownership() {
    return ownership;
  }

  /** Copies files in and out. */
  public RootFiles files() {
    return new RootFiles(handle, ownership);
  }

  /**
   * Writes what was changed since the root was made, as a layer over those below. Each file is as it
   * is at the moment when it is read: a container that runs may change others meanwhile.
   *
   * @param mounted directories in which something is mounted that is to be in the layer too
   * @throws RootException when the root was removed
   */
  public void writeChanges(List<String> mounted, OutputStream tar) throws IOException {
    // Fails when the root is gone, whose upper directory is in the trash then.
    try (Fd root = handle.lend();
        Fd upper = Filesystem.open(directory.upper(), DIRECTORY)) {
      files().writeLayer(upper, mounted, tar);
    }
  }

  /** How many bytes the files have that were changed or added since the root was made. */
  public long changedBytes() {
    try {
      return TreeSize.of(directory.upper());
    } catch (IOException failure) {
      throw RootException.making(directory.upper().toString(), failure);
    }
  }

  /**
   * Lists what was changed since the root was made, but for what is mounted into it.
   *
   * @throws RootException when the root was removed
   * @throws IOException when there is too much of it
   */
  public List<TreeChange> changes() throws IOException {
    List<Fd> below = new ArrayList<>();
    // Fails when the root is gone, whose upper directory is in the trash then.
    try (Fd root = handle.lend();
        Fd upper = Filesystem.open(directory.upper(), READ)) {
      lower.forEach(layer -> below.add(Filesystem.open(layer, READ)));
      return TreeChanges.of(upper, below, ownership);
    } finally {
      below.forEach(Fd::close);
    }
  }

  /**
   * Makes a directory with its missing parents, owned by the container's root (C27).
   *
   * @throws RootException when something on the way is not a directory, or the root was removed
   */
  public void makeDirectory(String path) {
    try (Fd root = handle.lend()) {
      new RootDirectories(root, ownership).make(path);
    } catch (SystemException failure) {
      throw RootException.placing(path, failure);
    }
  }

  /**
   * Mounts a tree of the host on {@code path}, which is resolved inside the root and made where it
   * is missing. The container's processes find it there, and so does whoever copies files.
   *
   * @throws RootException when one is a directory and the other is not, or the root was removed
   */
  public void attach(HostTree tree, String path) {
    try (Fd root = handle.lend()) {
      RootDirectories places = new RootDirectories(root, ownership);
      if (tree.isDirectory()) {
        places.make(path);
      } else {
        places.makeFile(path);
      }
      try (Fd target = tree().place(path).orElseThrow(RootException.Removed::new)) {
        tree.attach(target);
      }
    } catch (SystemException failure) {
      throw RootException.attaching(tree.toString(), path, failure);
    }
  }

  /**
   * Mounts a tree of the host beside the root, from where the launcher mounts it into the root: for
   * places inside what only exists once the container runs.
   *
   * @param name the name beside the root
   */
  public void attachBeside(HostTree tree, String name) {
    Path target = place.provided(name);
    try {
      if (tree.isDirectory()) {
        Files.createDirectory(target);
      } else {
        Files.createFile(target);
      }
      try (Fd fd = Filesystem.open(target, Set.of(OpenFlag.PATH))) {
        tree.attach(fd);
      }
    } catch (IOException | SystemException failure) {
      throw RootException.making(target.toString(), failure);
    }
  }

  /**
   * Mounts memory beside the root, which anybody in the container may use once it is mounted into
   * it.
   *
   * @param name the name beside the root
   */
  public void attachMemoryBeside(String name, long bytes) {
    Path target = place.provided(name);
    try {
      Files.createDirectory(target);
      Mounts.mount("tmpfs", target, PLAIN_FILES, "mode=1777,size=" + bytes);
      try (Fd mounted = Filesystem.open(target, DIRECTORY)) {
        ownership.give(mounted, ITSELF, 0, 0);
      }
    } catch (IOException | SystemException failure) {
      throw RootException.making(target.toString(), failure);
    }
  }

  /** Takes away what was mounted beside the root. */
  public void detachBeside(String name) {
    Mounts.detach(place.provided(name));
  }

  /**
   * Writes a file beside the root that will be mounted into it: owned by the container's root,
   * readable by all.
   *
   * @throws RootException when it cannot be written
   */
  public void provide(String name, String content) {
    Path file = place.provided(name);
    try {
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      try (Fd written = Filesystem.open(file, FILE)) {
        ownership.give(written, ITSELF, 0, 0);
      }
    } catch (IOException | SystemException failure) {
      throw RootException.making(file.toString(), failure);
    }
  }

  /**
   * Unmounts the root and hands its files to the trash. A copy that is under way ends on its own;
   * whatever begins later fails with a {@link RootException}.
   *
   * @throws RootException when it cannot be unmounted
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    handle.close();
    try {
      place.close();
    } finally {
      trash.take(directory.path());
    }
  }
}
