package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdOutputStream;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks a tar archive into a directory of a root. Links on the way are followed inside the root
 * only, each name is opened by descriptor, a last component is never followed (H67).
 */
final class TarExtraction {
  private static final Set<Resolution> INSIDE =
      Set.of(Resolution.IN_ROOT, Resolution.NO_MAGIC_LINKS);
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);
  private static final Set<OpenFlag> NEW_FILE =
      Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE);
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.NO_FOLLOW);
  private static final byte[] ITSELF = {};
  private static final int PERMISSIONS = 07777;
  private static final int PARENT_MODE = 0755;
  private static final int CREATED_MODE = 0600;

  private final Fd root;
  private final Fd top;
  private final String topPath;
  private final Ownership ownership;
  private final boolean keepKinds;

  TarExtraction(Fd root, Fd top, String topPath, Ownership ownership, boolean keepKinds) {
    this.root = root;
    this.top = top;
    this.topPath = topPath;
    this.ownership = ownership;
    this.keepKinds = keepKinds;
  }

  void extract(InputStream in) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      try {
        extract(entry, tar);
      } catch (SystemException | IdOutOfRangeException failure) {
        throw new IOException(
            "cannot unpack %s: %s".formatted(entry.getName(), failure.getMessage()), failure);
      }
    }
  }

  private void extract(TarArchiveEntry entry, InputStream content) throws IOException {
    String path = clean(entry.getName());
    if (path.isEmpty()) {
      apply(entry, top);
      return;
    }
    int slash = path.lastIndexOf('/');
    try (Fd parent = parent(slash < 0 ? "" : path.substring(0, slash))) {
      byte[] name = RootTree.bytes(path.substring(slash + 1));
      boolean merged = clear(entry, parent, name);
      if (merged) {
        applyTo(parent, name, entry, FileStat.Type.DIRECTORY);
      } else {
        make(entry, content, parent, name);
      }
    }
  }

  private void make(TarArchiveEntry entry, InputStream content, Fd parent, byte[] name)
      throws IOException {
    if (entry.isDirectory()) {
      Filesystem.makeDirectory(parent, name, PARENT_MODE);
      applyTo(parent, name, entry, FileStat.Type.DIRECTORY);
    } else if (entry.isSymbolicLink()) {
      Filesystem.makeSymlink(parent, name, RootTree.bytes(entry.getLinkName()));
      applyTo(parent, name, entry, FileStat.Type.SYMLINK);
    } else if (entry.isLink()) {
      hardLink(clean(entry.getLinkName()), parent, name);
    } else if (entry.isFIFO()) {
      Filesystem.makeFifo(parent, name, PARENT_MODE);
      applyTo(parent, name, entry, FileStat.Type.FIFO);
    } else if (!entry.isBlockDevice() && !entry.isCharacterDevice() && entry.isFile()) {
      file(entry, content, parent, name);
    } else {
      throw new IOException(
          "%s is a device or of an unknown kind, which cannot be copied into a container"
              .formatted(entry.getName()));
    }
  }

  private void file(TarArchiveEntry entry, InputStream content, Fd parent, byte[] name)
      throws IOException {
    Fd file = Filesystem.openIn(parent, name, NEW_FILE, CREATED_MODE, NO_LINKS);
    try (OutputStream out = new FdOutputStream(file)) {
      content.transferTo(out);
      apply(entry, file);
    }
  }

  private void hardLink(String target, Fd parent, byte[] name) {
    int slash = target.lastIndexOf('/');
    try (Fd existing = parent(slash < 0 ? "" : target.substring(0, slash))) {
      Filesystem.makeHardLink(existing, RootTree.bytes(target.substring(slash + 1)), parent, name);
    }
  }

  /**
   * Applies an entry to what was just made by that name, or to what took its place: a container
   * that runs may swap it at any time, so nothing is changed but by a descriptor, and a link that
   * it put there is refused.
   */
  private void applyTo(Fd parent, byte[] name, TarArchiveEntry entry, FileStat.Type made)
      throws IOException {
    try (Fd file = Filesystem.openIn(parent, name, PLACE, 0, NO_LINKS)) {
      if (Filesystem.stat(file).type() != made) {
        throw new IOException(
            "cannot unpack %s: something else took its place meanwhile".formatted(entry.getName()));
      }
      apply(entry, file);
    }
  }

  private void apply(TarArchiveEntry entry, Fd file) {
    ownership.give(file, ITSELF, entry.getLongUserId(), entry.getLongGroupId());
    if (!entry.isSymbolicLink()) {
      Filesystem.changeMode(file, entry.getMode() & PERMISSIONS);
    }
    Filesystem.changeTimes(file, ITSELF, entry.getLastModifiedTime().toInstant());
  }

  /** Makes room for an entry; says whether a directory stays to take the entry's content. */
  private boolean clear(TarArchiveEntry entry, Fd parent, byte[] name) throws IOException {
    Optional<FileStat> existing = Filesystem.statIfPresent(parent, name);
    if (existing.isEmpty()) {
      return false;
    }
    boolean isDirectory = existing.get().type() == FileStat.Type.DIRECTORY;
    if (isDirectory && entry.isDirectory()) {
      return true;
    }
    if (keepKinds && isDirectory != entry.isDirectory()) {
      throw new FileAlreadyExistsException(
          entry.getName(), null, "a directory and a file cannot replace one another");
    }
    if (isDirectory) {
      TreeRemover.remove(parent, name);
    } else {
      Filesystem.removeFile(parent, name);
    }
    return false;
  }

  private Fd parent(String relative) {
    String path = relative.isEmpty() ? topPath : topPath + "/" + relative;
    new RootDirectories(root, ownership).make(path);
    return Filesystem.openIn(
        root, RootTree.bytes(path), Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY), 0, INSIDE);
  }

  private static String clean(String name) throws IOException {
    StringBuilder path = new StringBuilder();
    for (String component : name.split("/", -1)) {
      if (component.equals("..") || component.indexOf('\0') >= 0) {
        throw new IOException("the archive's entry %s leaves its directory".formatted(name));
      }
      if (!component.isEmpty() && !component.equals(".")) {
        path.append(path.isEmpty() ? "" : "/").append(component);
      }
    }
    return path.toString();
  }
}
