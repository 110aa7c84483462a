package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FileStat;
import dev.harness.runtime.linux.Filesystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Copies files in and out of a root, as {@code docker cp} does (C45): all by descriptors inside
 * the root, with nothing of the container executed (CVE-2019-14271, CVE-2026-41567).
 */
public final class RootFiles {
  private final Fd root;
  private final RootTree tree;
  private final Ownership ownership;

  RootFiles(Fd root, RootTree tree, Ownership ownership) {
    this.root = root;
    this.tree = tree;
    this.ownership = ownership;
  }

  /**
   * Describes a path; a link at its end is described itself.
   *
   * @throws NoSuchFileException when there is nothing
   */
  public PathStat stat(String path) throws IOException {
    try (Place place = place(path)) {
      FileStat stat = place.stat();
      String target =
          stat.type() == FileStat.Type.SYMLINK
              ? new String(
                  Filesystem.readLink(place.parent(), place.name()), StandardCharsets.UTF_8)
              : "";
      return new PathStat(
          place.displayName(), stat.sizeBytes(), stat.mode(), stat.modified(), target);
    }
  }

  /**
   * Writes a path as a tar archive: a directory with its own name in front of its content.
   *
   * @throws NoSuchFileException when there is nothing
   */
  public void copyOut(String path, OutputStream tar) throws IOException {
    try (Place place = place(path);
        TarWriter writer = new TarWriter(tar, ownership)) {
      writer.add(place.parent(), place.name(), place.displayName());
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
    try (Fd directory = tree.directory(path)) {
      new TarExtraction(root, directory, path, ownership, keepKinds).extract(tar);
    }
  }

  private Place place(String path) throws IOException {
    String trimmed = path.replaceAll("/+$", "");
    int slash = trimmed.lastIndexOf('/');
    String name = trimmed.substring(slash + 1);
    String parent = slash <= 0 ? "/" : trimmed.substring(0, slash);
    boolean itself = name.isEmpty() || name.equals(".") || name.equals("..");
    String directory = itself ? (path.isEmpty() ? "/" : path) : parent;
    if (tree.stat(directory).map(FileStat::type).orElse(null) != FileStat.Type.DIRECTORY) {
      throw new NoSuchFileException(path);
    }
    Place place = new Place(tree.directory(directory), itself ? "." : name, itself ? "/" : name);
    if (Filesystem.statIfPresent(place.parent(), place.name()).isEmpty()) {
      place.close();
      throw new NoSuchFileException(path);
    }
    return place;
  }

  /** A name in an open directory. */
  private record Place(Fd parent, String component, String displayName) implements AutoCloseable {
    byte[] name() {
      return component.getBytes(StandardCharsets.UTF_8);
    }

    FileStat stat() {
      return Filesystem.stat(parent, name());
    }

    @Override
    public void close() {
      parent.close();
    }
  }
}
