package dev.harness.runtime.fs;

import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.unpack.EntryMetadata;
import dev.harness.images.layer.unpack.LayerWriter;
import dev.harness.images.layer.unpack.SparseCopy;
import dev.harness.runtime.fs.tree.IdOutOfRangeException;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.TreeRemover;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.ExtendedAttributes;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the tree of a layer in the form that overlayfs takes with {@code userxattr}: whiteouts are
 * character devices 0:0, opaque directories carry {@code user.overlay.opaque} (R12, R13).
 */
public final class LayerTreeWriter implements LayerWriter {
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.NO_FOLLOW);
  private static final Set<OpenFlag> NEW_FILE =
      Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE, OpenFlag.NO_FOLLOW);
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);
  private static final byte[] SELF = {'.'};
  private static final byte[] YES = {'y'};
  private static final int OWNER_ONLY = 0700;
  private static final int BUFFER = 128 * 1024;

  private final Fd root;
  private final Ownership ownership;
  private final NewFiles newFiles;
  private final SteadySync disk;
  private final SparseCopy copy = new SparseCopy();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final Map<LayerPath, EntryMetadata> directories =
      new TreeMap<>(Comparator.reverseOrder());
  private LayerPath parentPath = LayerPath.ROOT;
  private Fd parent;

  private LayerTreeWriter(Fd root, Ownership ownership) {
    this.root = root;
    this.ownership = ownership;
    this.newFiles = NewFiles.in(root, ownership);
    this.parent = open(LayerPath.ROOT);
    this.disk = new SteadySync(root);
  }

  /**
   * Begins to write below {@code directory}, which exists and is empty.
   *
   * @throws IOException when nothing can be written there, saying why
   */
  public static LayerTreeWriter in(Path directory, Ownership ownership) throws IOException {
    return attempt(
        () -> {
          Fd root = Filesystem.open(directory, DIRECTORY);
          try {
            return new LayerTreeWriter(root, ownership);
          } catch (SystemException failure) {
            root.close();
            throw failure;
          }
        });
  }

  @Override
  public boolean keepsOwners() {
    return ownership.equals(new Ownership.Shifted(0));
  }

  @Override
  public void directory(LayerPath path, EntryMetadata metadata) throws IOException {
    attempt(
        () -> {
          if (!path.isRoot() && !directories.containsKey(path)) {
            Filesystem.makeDirectory(parentOf(path), path.name(), OWNER_ONLY);
          }
          directories.put(path, metadata);
        });
  }

  @Override
  public void file(LayerPath path, EntryMetadata metadata, long sizeBytes, InputStream content)
      throws IOException {
    Fd directory = attempt(() -> parentOf(path));
    try (Fd file =
        attempt(
            () ->
                Filesystem.openIn(
                    directory,
                    path.name(),
                    NEW_FILE,
                    newFiles.permissionsFor(metadata),
                    NO_LINKS))) {
      copy.copy(content, sizeBytes, new CopyTarget(file));
      attempt(() -> applyToFile(file, directory, path.name(), metadata));
    }
  }

  /** The file that content is copied to. */
  private final class CopyTarget implements SparseCopy.Target {
    private final Fd file;

    CopyTarget(Fd file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
      buffer.clear().put(bytes, 0, length).flip();
      attempt(() -> Io.write(file, buffer));
      disk.wrote(length);
    }

    @Override
    public void skip(long bytes) throws IOException {
      attempt(() -> Io.skip(file, bytes));
    }

    @Override
    public void extend(long sizeBytes) throws IOException {
      attempt(() -> Io.resize(file, sizeBytes));
    }
  }

  @Override
  public void symbolicLink(LayerPath path, EntryMetadata metadata, byte[] target)
      throws IOException {
    attempt(
        () -> {
          Fd directory = parentOf(path);
          Filesystem.makeSymlink(directory, path.name(), target);
          giveNew(directory, path.name(), metadata);
          Filesystem.changeTimes(directory, path.name(), metadata.modified());
        });
  }

  @Override
  public void hardLink(LayerPath path, LayerPath existing) throws IOException {
    attempt(
        () -> {
          try (Fd source = open(existing.parent())) {
            Filesystem.makeHardLink(source, existing.name(), parentOf(path), path.name());
          }
        });
  }

  @Override
  public void fifo(LayerPath path, EntryMetadata metadata) throws IOException {
    attempt(
        () -> {
          Fd directory = parentOf(path);
          Filesystem.makeFifo(directory, path.name(), OWNER_ONLY);
          try (Fd fifo = Filesystem.openIn(directory, path.name(), PLACE, 0, NO_LINKS)) {
            apply(fifo, directory, path.name(), metadata);
          }
        });
  }

  @Override
  public void whiteout(LayerPath path) throws IOException {
    attempt(
        () -> {
          try {
            Filesystem.makeWhiteout(parentOf(path), path.name());
          } catch (SystemException failure) {
            if (failure.errno() == Errno.EPERM) {
              throw refusedWhiteout(path, failure);
            }
            throw failure;
          }
        });
  }

  /** The one thing of layers that overlayfs does not store: it would take it for its own. */
  private static IOException refusedWhiteout(LayerPath path, SystemException cause) {
    return new IOException(
        "cannot mark %s as deleted: %s; if the data directory is on overlayfs, as in an outer"
                .formatted(path, cause.getMessage())
            + " container, mount a volume on it or set HARNESS_DATA to a directory in one",
        cause);
  }

  @Override
  public void opaque(LayerPath directory) throws IOException {
    attempt(
        () -> {
          try (Fd fd = open(directory)) {
            ExtendedAttributes.set(fd, SELF, "user.overlay.opaque", YES);
          }
        });
  }

  @Override
  public void remove(LayerPath path) throws IOException {
    directories.keySet().removeIf(directory -> isBelow(directory, path));
    if (isBelow(parentPath, path)) {
      enter(LayerPath.ROOT);
    }
    TreeRemover.remove(attempt(() -> parentOf(path)), path.name());
  }

  private static boolean isBelow(LayerPath candidate, LayerPath top) {
    for (LayerPath at = candidate; ; at = at.parent()) {
      if (at.equals(top)) {
        return true;
      }
      if (at.isRoot()) {
        return false;
      }
    }
  }

  @Override
  public void finish() throws IOException {
    attempt(
        () -> {
          // Deepest first: what is written into a directory changes its time.
          directories.forEach(this::applyToDirectory);
          disk.finish();
        });
  }

  private void applyToDirectory(LayerPath path, EntryMetadata metadata) {
    try (Fd fd = open(path)) {
      apply(fd, fd, SELF, metadata);
    }
  }

  private void giveNew(Fd directory, byte[] name, EntryMetadata metadata) {
    if (newFiles.lackOwnersOf(metadata)) {
      ownership.give(directory, name, metadata.uid(), metadata.gid());
    }
  }

  /** Like {@link #apply}, without what a new file has already. */
  private void applyToFile(Fd file, Fd directory, byte[] name, EntryMetadata metadata) {
    giveNew(directory, name, metadata);
    if (newFiles.lackPermissionsOf(metadata)) {
      Filesystem.changeMode(file, metadata.mode());
    }
    applyRest(directory, name, metadata);
  }

  /** Owner, mode, attributes, times: each would undo something of those after it (L9). */
  private void apply(Fd file, Fd directory, byte[] name, EntryMetadata metadata) {
    ownership.give(directory, name, metadata.uid(), metadata.gid());
    Filesystem.changeMode(file, metadata.mode());
    applyRest(directory, name, metadata);
  }

  private static void applyRest(Fd directory, byte[] name, EntryMetadata metadata) {
    metadata.xattrs().forEach((key, value) -> setAttribute(directory, name, key, value));
    Filesystem.changeTimes(directory, name, metadata.modified());
  }

  private static void setAttribute(Fd directory, byte[] name, String key, byte[] value) {
    try {
      ExtendedAttributes.set(directory, name, key, value);
    } catch (SystemException failure) {
      if (failure.errno() != Errno.EPERM && failure.errno() != Errno.EOPNOTSUPP) {
        throw failure;
      }
      // The file system or the kind of file takes no such attribute: left out (L12).
    }
  }

  private Fd parentOf(LayerPath path) {
    enter(path.parent());
    return parent;
  }

  /** Entries come directory by directory, so the last parent is kept open. */
  private void enter(LayerPath directory) {
    if (!directory.equals(parentPath)) {
      Fd next = open(directory);
      parent.close();
      parent = next;
      parentPath = directory;
    }
  }

  private Fd open(LayerPath directory) {
    byte[] path = directory.isRoot() ? SELF : directory.bytes();
    return Filesystem.openIn(root, path, DIRECTORY, 0, NO_LINKS);
  }

  @Override
  public void close() {
    disk.close();
    parent.close();
    root.close();
  }

  private interface Action {
    void run() throws IOException;
  }

  private interface Computation<T> {
    T run() throws IOException;
  }

  private static void attempt(Action action) throws IOException {
    attempt(
        () -> {
          action.run();
          return action;
        });
  }

  private static <T> T attempt(Computation<T> computation) throws IOException {
    try {
      return computation.run();
    } catch (SystemException | IdOutOfRangeException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }
}
