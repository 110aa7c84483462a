package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.DirectoryEntries;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.Mounts;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies files in and out of a root, as {@code docker cp} does (C45): all by descriptors inside
 * the root, with nothing of the container executed (CVE-2019-14271, CVE-2026-41567).
 *
 * <p>Every method throws {@link RootException} once the root was removed.
 */
public final class RootFiles {
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.NO_FOLLOW);
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);
  private static final Set<Resolution> INSIDE =
      Set.of(Resolution.IN_ROOT, Resolution.NO_MAGIC_LINKS);
  private static final Set<OpenFlag> LIST = Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY);
  private static final int MAX_NAMES = 100_000;
  private static final byte[] ITSELF = {};

  private final RootHandle root;
  private final RootTree tree;
  private final Ownership ownership;

  /** The files of a root that stays the caller's, with owners by {@code ownership}. */
  public RootFiles(RootHandle root, Ownership ownership) {
    this.root = root;
    this.tree = new RootTree(root);
    this.ownership = ownership;
  }

  /**
   * Describes a path; a link at its end is described itself.
   *
   * @throws NoSuchFileException when there is nothing
   */
  public PathStat stat(String path) throws IOException {
    Place place = Place.of(path);
    try (Fd parent = parent(place, path);
        Fd file = open(parent, place).orElse(null)) {
      if (file == null) {
        throw new NoSuchFileException(path);
      }
      FileStat stat = Filesystem.stat(file);
      String target =
          stat.type() == FileStat.Type.SYMLINK
              ? RootTree.text(Filesystem.readLink(file, ITSELF))
              : "";
      return new PathStat(
          place.displayName(), stat.sizeBytes(), stat.mode(), stat.modified(), target);
    }
  }

  /**
   * Opens a regular file; the caller closes it, and it can be read when the root is gone.
   *
   * @throws IOException when there is none
   */
  public InputStream read(String path) throws IOException {
    return tree.read(path);
  }

  /**
   * Writes a path as a tar archive: a directory with its own name in front of its content.
   *
   * @throws NoSuchFileException when there is nothing
   */
  public void copyOut(String path, OutputStream tar) throws IOException {
    Place place = Place.of(path);
    try (Fd parent = parent(place, path)) {
      // Before the archive begins, so that the caller can still answer with the failure.
      if (Filesystem.statIfPresent(parent, place.name()).isEmpty()) {
        throw new NoSuchFileException(path);
      }
      try (TarWriter writer = TarWriter.ofFiles(tar, ownership)) {
        writer.add(parent, place.name(), place.displayName());
      }
    }
  }

  /** Writes everything below the root as a tar archive, without what is mounted in it. */
  public void copyAllOut(OutputStream tar) throws IOException {
    try (Fd here = root.lend();
        Fd alone = Mounts.copy(Path.of(here.procPath()), false);
        TarWriter writer = TarWriter.ofFiles(tar, ownership)) {
      writer.addContent(alone);
    }
  }

  /**
   * Writes the upper directory of an overlay as a layer: a tar archive with whiteouts.
   *
   * @param upper stays the caller's
   * @param mounted directories in which something is mounted that is to be in the layer, in place of
   *     what is there below; what is mounted in that again is left out
   */
  public void writeLayer(Fd upper, List<String> mounted, OutputStream tar) throws IOException {
    try (Fd here = root.lend();
        TarWriter writer = TarWriter.ofLayer(tar, ownership)) {
      Path top = Files.readSymbolicLink(Path.of(here.procPath()));
      writer.addContent(upper);
      for (String path : mounted) {
        try (Fd directory = tree.directory(path);
            Fd alone = Mounts.copy(Path.of(directory.procPath()), false)) {
          Path place = Files.readSymbolicLink(Path.of(directory.procPath()));
          writer.addInstead(alone, top.relativize(place).toString());
        }
      }
    }
  }

  /**
   * Unpacks a tar archive into a directory.
   *
   * @param keepKinds whether a directory and another kind of file may not replace one another
   * @throws NoSuchFileException when there is no such directory
   * @throws NotDirectoryException when it is none
   */
  public void copyIn(String path, InputStream tar, boolean keepKinds) throws IOException {
    FileStat stat = tree.stat(path).orElseThrow(() -> new NoSuchFileException(path));
    if (stat.type() != FileStat.Type.DIRECTORY) {
      throw new NotDirectoryException(path);
    }
    try (Fd here = root.lend();
        Fd directory = tree.directory(path)) {
      new TarExtraction(here, directory, path, ownership, keepKinds).extract(tar);
    }
  }

  /** Where a path leads to, links followed, without a slash at its end but for the root's own. */
  public Optional<String> resolve(String path) throws IOException {
    try (Fd here = root.lend();
        Fd place = tree.place(path).orElse(null)) {
      if (place == null) {
        return Optional.empty();
      }
      Path top = Files.readSymbolicLink(Path.of(here.procPath()));
      Path found = Files.readSymbolicLink(Path.of(place.procPath()));
      return Optional.of("/" + top.relativize(found));
    }
  }

  /** Whether a path leads to a directory. */
  public boolean isDirectory(String path) {
    return tree.stat(path).filter(stat -> stat.type() == FileStat.Type.DIRECTORY).isPresent();
  }

  /**
   * The names in a directory, sorted.
   *
   * @throws IOException when there are too many
   */
  public List<String> names(String path) throws IOException {
    List<String> names = new ArrayList<>();
    DirectoryEntries entries = new DirectoryEntries();
    try (Fd place = tree.directory(path);
        Fd directory = Filesystem.open(Path.of(place.procPath()), LIST)) {
      List<byte[]> some = entries.next(directory);
      while (!some.isEmpty()) {
        some.forEach(name -> names.add(RootTree.text(name)));
        if (names.size() > MAX_NAMES) {
          throw new IOException("%s has more than %d entries".formatted(path, MAX_NAMES));
        }
        some = entries.next(directory);
      }
    }
    Collections.sort(names);
    return names;
  }

  /**
   * Begins a layer of files that are added to this root.
   *
   * @param added to whom they belong, and what others may do with them
   * @param archive stays the caller's
   */
  public LayerAddition addition(AddedAs added, OutputStream archive) {
    return new LayerAddition(this, added, archive);
  }

  /** Writes what a resolved path is, or a directory's content, under another name. */
  void write(String resolved, String name, TarOutput tar, TarWriter.Alteration alteration)
      throws IOException {
    // Its end is that of the layer.
    @SuppressWarnings("resource")
    TarWriter writer = TarWriter.altering(tar, ownership, alteration);
    if (isDirectory(resolved)) {
      try (Fd directory = tree.directory(resolved)) {
        writer.addContent(directory, name);
      }
      return;
    }
    Place place = Place.of(resolved);
    try (Fd parent = parent(place, resolved)) {
      writer.add(parent, place.name(), name);
    }
  }

  /** Describes a directory on the way to files of a layer as it is, if it is there. */
  Optional<TarItem> directory(String path, byte[] name) {
    try (Fd place = tree.place(path).orElse(null)) {
      FileStat stat = place == null ? null : Filesystem.stat(place);
      if (stat == null || stat.type() != FileStat.Type.DIRECTORY) {
        return Optional.empty();
      }
      return Optional.of(
          new TarItem(
              name,
              TarItem.Type.DIRECTORY,
              stat.permissions(),
              ownership.inside(stat.uid()),
              ownership.inside(stat.gid()),
              0,
              stat.modified(),
              ITSELF,
              0,
              Map.of()));
    }
  }

  /** What has a name, a link itself; empty for nothing. */
  Optional<FileStat.Type> type(String path) {
    try (Fd here = root.lend();
        Fd file =
            Filesystem.openIfPresent(here, RootTree.bytes(path), PLACE, INSIDE).orElse(null)) {
      return file == null ? Optional.empty() : Optional.of(Filesystem.stat(file).type());
    } catch (SystemException failure) {
      if (failure.errno() == Errno.ENOTDIR || failure.errno() == Errno.ELOOP) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Fd parent(Place place, String path) throws IOException {
    if (tree.stat(place.directory()).map(FileStat::type).orElse(null) != FileStat.Type.DIRECTORY) {
      throw new NoSuchFileException(path);
    }
    return tree.directory(place.directory());
  }

  private static Optional<Fd> open(Fd parent, Place place) {
    return Filesystem.openIfPresent(parent, place.name(), PLACE, NO_LINKS);
  }

  /** A path as the directory to look in and the name to look for, which is not followed. */
  private record Place(String directory, String component, String displayName) {
    static Place of(String path) {
      String trimmed = path.replaceAll("/+$", "");
      int slash = trimmed.lastIndexOf('/');
      String name = trimmed.substring(slash + 1);
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return new Place(path.isEmpty() ? "/" : path, ".", "/");
      }
      return new Place(slash <= 0 ? "/" : trimmed.substring(0, slash), name, name);
    }

    byte[] name() {
      return RootTree.bytes(component);
    }
  }
}
