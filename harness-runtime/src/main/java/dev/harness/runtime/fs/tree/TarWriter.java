package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.file.DirectoryEntries;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes files of a root as a tar archive, with the ids that the container sees, hard links among
 * them, and their extended attributes; sockets are left out. A container that runs may change them
 * meanwhile: each is opened once and described and read by its descriptor; one that vanished is left
 * out.
 */
final class TarWriter implements AutoCloseable {
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.NO_FOLLOW);
  private static final Set<OpenFlag> READ = Set.of(OpenFlag.READ_ONLY, OpenFlag.NON_BLOCKING);
  private static final byte[] ITSELF = {};
  private static final byte[] SELF = {'.'};
  private static final byte[] WHITEOUT = RootTree.bytes(".wh.");
  private static final byte[] OPAQUE = RootTree.bytes(".wh..wh..opq");
  private static final int CHUNK = 64 * 1024;
  private static final int SHOWN = 60;

  /** How deep directories may be nested, because each level costs a descriptor. */
  private static final int DEEPEST = 512;

  private final TarOutput tar;
  private final Ownership ownership;
  private final KeptAttributes attributes;
  private final boolean asLayer;
  private final @Nullable Alteration alteration;
  private final DirectoryEntries entries = new DirectoryEntries();
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Map<Identity, byte[]> linked = new HashMap<>();
  private final byte[] chunk = new byte[CHUNK];

  private TarWriter(
      TarOutput tar, Ownership ownership, boolean asLayer, @Nullable Alteration alteration) {
    this.tar = tar;
    this.ownership = ownership;
    this.attributes = new KeptAttributes(ownership);
    this.asLayer = asLayer;
    this.alteration = alteration;
  }

  /** Changes what an archive says of files. */
  @FunctionalInterface
  interface Alteration {
    /** Makes another item of the same file. */
    TarItem of(TarItem item) throws IOException;
  }

  /** Writes files as they are to {@code out}, which stays the caller's. */
  static TarWriter ofFiles(OutputStream out, Ownership ownership) {
    return new TarWriter(new TarOutput(out), ownership, false, null);
  }

  /**
   * Writes the upper directory of an overlay as a layer to {@code out}, which stays the caller's:
   * with whiteouts where it hides something (L23).
   */
  static TarWriter ofLayer(OutputStream out, Ownership ownership) {
    return new TarWriter(new TarOutput(out), ownership, true, null);
  }

  /** Writes files to an archive whose end is the caller's to write, in the order of their names. */
  static TarWriter altering(TarOutput tar, Ownership ownership, Alteration alteration) {
    return new TarWriter(tar, ownership, false, alteration);
  }

  /** An open directory, what its entries begin with in the archive, and names yet to be added. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Level(Fd directory, byte[] prefix, Deque<byte[]> pending) {}

  /** What all names of one file have in common. */
  private record Identity(long fileSystem, long inode) {}

  /**
   * Adds a file, or a directory with everything below it, under {@code entryName}.
   *
   * @throws IOException when writing fails or directories are nested too deeply
   */
  void add(Fd parent, byte[] name, String entryName) throws IOException {
    try {
      addOne(parent, name, RootTree.bytes(entryName));
      addLevels();
    } finally {
      closeLevels();
    }
  }

  /**
   * Adds everything in a directory, but not the directory itself.
   *
   * @throws IOException when writing fails or directories are nested too deeply
   */
  void addContent(Fd directory) throws IOException {
    addContent(directory, "");
  }

  /** Adds everything in a directory likewise, below {@code entryName}. */
  void addContent(Fd directory, String entryName) throws IOException {
    try {
      enter(directory, RootTree.bytes(entryName));
      addLevels();
    } finally {
      closeLevels();
    }
  }

  /**
   * Adds a directory with everything in it to a layer, in place of what is there below.
   *
   * @param entryName without a slash in front
   */
  void addInstead(Fd directory, String entryName) throws IOException {
    byte[] name = RootTree.bytes(entryName);
    try {
      FileStat stat = Filesystem.stat(directory);
      tar.begin(item(directory, TarItem.Type.DIRECTORY, directoryName(name), stat));
      tar.begin(TarItem.mark(joined(directoryName(name), OPAQUE)));
      enter(directory, name);
      addLevels();
    } finally {
      closeLevels();
    }
  }

  private void addLevels() throws IOException {
    while (!levels.isEmpty()) {
      Level level = levels.element();
      byte[] child = level.pending().poll();
      if (child != null) {
        addOne(level.directory(), child, joined(level.prefix(), child));
      } else if (!readOn(level)) {
        levels.pop().directory().close();
      }
    }
  }

  private void closeLevels() {
    levels.forEach(level -> level.directory().close());
    levels.clear();
  }

  /** Sorted as far as they are read at once: small directories look the same each time. */
  private boolean readOn(Level level) {
    List<byte[]> names = entries.next(level.directory());
    for (List<byte[]> more = names; alteration != null && !more.isEmpty(); ) {
      more = entries.next(level.directory());
      names.addAll(more);
    }
    names.stream().sorted(Arrays::compareUnsigned).forEach(level.pending()::add);
    return !level.pending().isEmpty();
  }

  private void addOne(Fd parent, byte[] name, byte[] entryName) throws IOException {
    if (asLayer) {
      requireNoMark(name, entryName);
    }
    try (Fd file = Filesystem.openIfPresent(parent, name, PLACE, NO_LINKS).orElse(null)) {
      if (file == null) {
        return;
      }
      FileStat stat = Filesystem.stat(file);
      switch (stat.type()) {
        case REGULAR -> regular(file, item(file, TarItem.Type.REGULAR, entryName, stat), stat);
        case DIRECTORY -> {
          tar.begin(item(file, TarItem.Type.DIRECTORY, directoryName(entryName), stat));
          enter(file, entryName);
        }
        case SYMLINK -> linkable(item(file, TarItem.Type.SYMLINK, entryName, stat), stat);
        case FIFO -> linkable(item(file, TarItem.Type.FIFO, entryName, stat), stat);
        case BLOCK_DEVICE -> linkable(item(file, TarItem.Type.BLOCK_DEVICE, entryName, stat), stat);
        case CHARACTER_DEVICE -> {
          if (asLayer && stat.device() == 0) {
            tar.begin(TarItem.mark(whiteout(entryName, name)));
          } else {
            linkable(item(file, TarItem.Type.CHARACTER_DEVICE, entryName, stat), stat);
          }
        }
        case SOCKET -> {
          // Means nothing without the process that listens.
        }
      }
    }
  }

  /** A layer has no way to name such a file: it would hide another one instead (L5). */
  static void requireNoMark(byte[] name, byte[] entryName) throws IOException {
    int compared = Math.min(WHITEOUT.length, name.length);
    if (Arrays.equals(name, 0, compared, WHITEOUT, 0, WHITEOUT.length)) {
      throw new IOException(
          "/%s cannot be in a layer, where names that begin with .wh. hide files; rename or remove it"
              .formatted(RootTree.text(entryName)));
    }
  }

  private static byte[] directoryName(byte[] entryName) {
    boolean root = entryName.length == 1 && entryName[0] == '/';
    return root ? entryName : joined(entryName, new byte[] {'/'});
  }

  private static byte[] whiteout(byte[] entryName, byte[] name) {
    byte[] prefix = Arrays.copyOf(entryName, entryName.length - name.length);
    return joined(prefix, joined(WHITEOUT, name));
  }

  private void enter(Fd place, byte[] entryName) throws IOException {
    if (levels.size() == DEEPEST) {
      String shown = RootTree.text(Arrays.copyOf(entryName, Math.min(SHOWN, entryName.length)));
      throw new IOException(
          "cannot copy %s…: directories are nested more than %d deep; copy a part of them"
              .formatted(shown, DEEPEST));
    }
    Fd directory = Filesystem.openIn(place, SELF, READ, 0, NO_LINKS);
    boolean top = entryName.length == 0 || (entryName.length == 1 && entryName[0] == '/');
    byte[] prefix = top ? ITSELF : joined(entryName, new byte[] {'/'});
    levels.push(new Level(directory, prefix, new ArrayDeque<>()));
    if (asLayer && attributes.isOpaque(place)) {
      tar.begin(TarItem.mark(joined(prefix, OPAQUE)));
    }
  }

  private TarItem item(Fd file, TarItem.Type type, byte[] entryName, FileStat stat)
      throws IOException {
    TarItem item = described(file, type, entryName, stat);
    return alteration == null ? item : alteration.of(item);
  }

  private TarItem described(Fd file, TarItem.Type type, byte[] entryName, FileStat stat) {
    boolean device = type == TarItem.Type.CHARACTER_DEVICE || type == TarItem.Type.BLOCK_DEVICE;
    boolean link = type == TarItem.Type.SYMLINK;
    return new TarItem(
        entryName,
        type,
        stat.permissions(),
        ownership.inside(stat.uid()),
        ownership.inside(stat.gid()),
        type == TarItem.Type.REGULAR ? stat.sizeBytes() : 0,
        stat.modified(),
        link ? Filesystem.readLink(file, ITSELF) : ITSELF,
        device ? stat.device() : 0,
        link ? Map.of() : attributes.of(file));
  }

  private void regular(Fd file, TarItem item, FileStat stat) throws IOException {
    byte[] earlier = earlierName(item, stat);
    if (earlier.length == 0) {
      content(file, item);
    } else {
      tar.begin(item.linkTo(earlier));
    }
  }

  private void linkable(TarItem item, FileStat stat) throws IOException {
    byte[] earlier = earlierName(item, stat);
    tar.begin(earlier.length == 0 ? item : item.linkTo(earlier));
  }

  /** The first name in the archive of a file with several; empty when this is it. */
  private byte[] earlierName(TarItem item, FileStat stat) {
    if (stat.links() < 2) {
      return ITSELF;
    }
    byte[] earlier = linked.putIfAbsent(new Identity(stat.fileSystem(), stat.inode()), item.name());
    return earlier == null ? ITSELF : earlier;
  }

  private void content(Fd place, TarItem item) throws IOException {
    // By its magic link it is the file that was described, whatever has its name by now.
    try (FdInputStream in = new FdInputStream(Filesystem.open(Path.of(place.procPath()), READ))) {
      tar.begin(item);
      long left = copy(in, item.sizeBytes());
      // A file that shrank meanwhile is filled up, so that the archive stays readable.
      Arrays.fill(chunk, (byte) 0);
      for (; left > 0; left -= CHUNK) {
        tar.content(chunk, (int) Math.min(CHUNK, left));
      }
      tar.pad(item.sizeBytes());
    }
  }

  /** Copies {@code size} bytes; returns how many are missing. */
  private long copy(InputStream in, long size) throws IOException {
    long left = size;
    while (left > 0) {
      int count = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (count < 0) {
        break;
      }
      tar.content(chunk, count);
      left -= count;
    }
    return left;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  @Override
  public void close() throws IOException {
    tar.finish();
  }
}
