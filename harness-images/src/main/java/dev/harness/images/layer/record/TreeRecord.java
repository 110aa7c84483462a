package dev.harness.images.layer.record;

import java.util.NavigableMap;
import java.util.TreeMap;

/** What a tree should hold: the end of all that its record says was done. */
final class TreeRecord {
  private final boolean ownersKept;
  private final NavigableMap<String, TreeEntry> entries = new TreeMap<>();
  private long inodes;
  private long fileBytes;

  TreeRecord(boolean ownersKept) {
    this.ownersKept = ownersKept;
  }

  /** Whether the files have the owners that the layer gives them. */
  boolean ownersKept() {
    return ownersKept;
  }

  /** The entries by path, one character per byte; the root, if it is there, is the empty path. */
  NavigableMap<String, TreeEntry> entries() {
    return entries;
  }

  /** The bytes of all files that were written, including those that were replaced. */
  long fileBytes() {
    return fileBytes;
  }

  /**
   * Does what a line says.
   *
   * @throws IllegalArgumentException when it says nothing that can be done
   */
  void apply(String line) {
    String[] fields = line.split(" ", -1);
    String path = RecordText.name(fields[fields.length - 1]);
    int expected = 2;
    switch (fields[0]) {
      case "d" -> {
        expected = 5;
        TreeEntry before = entries.get(path);
        put(
            path,
            plain(TreeEntry.Kind.DIRECTORY, fields).asOpaque(before != null && before.opaque()));
      }
      case "f" -> {
        expected = 7;
        long size = Long.parseLong(fields[4]);
        int sum = Integer.parseUnsignedInt(fields[5], 16);
        put(path, plain(TreeEntry.Kind.FILE, fields).withContent(size, sum));
        fileBytes += size;
      }
      case "l" -> {
        expected = 5;
        put(path, link(fields));
      }
      case "h" -> {
        expected = 3;
        put(path, existing(RecordText.name(fields[1])));
      }
      case "p" -> {
        expected = 5;
        put(path, plain(TreeEntry.Kind.FIFO, fields));
      }
      case "w" -> put(path, TreeEntry.whiteout(++inodes));
      case "o" -> put(path, opaque(path));
      case "r" -> remove(path);
      default -> throw new IllegalArgumentException("unknown operation");
    }
    if (fields.length != expected) {
      throw new IllegalArgumentException("wrong number of fields");
    }
  }

  private void put(String path, TreeEntry entry) {
    entries.put(path, entry);
  }

  private TreeEntry plain(TreeEntry.Kind kind, String[] fields) {
    return TreeEntry.plain(
        kind,
        ++inodes,
        Integer.parseInt(fields[1], 8),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]));
  }

  private TreeEntry link(String[] fields) {
    return TreeEntry.plain(
            TreeEntry.Kind.SYMBOLIC_LINK,
            ++inodes,
            TreeEntry.ANY,
            Long.parseLong(fields[1]),
            Long.parseLong(fields[2]))
        .withTarget(RecordText.name(fields[3]));
  }

  /** The root is opaque although the layer says nothing else about it. */
  private TreeEntry opaque(String path) {
    return path.isEmpty() && !entries.containsKey(path)
        ? TreeEntry.plain(
                TreeEntry.Kind.DIRECTORY, ++inodes, TreeEntry.ANY, TreeEntry.ANY, TreeEntry.ANY)
            .asOpaque(true)
        : existing(path).asOpaque(true);
  }

  private TreeEntry existing(String path) {
    TreeEntry entry = entries.get(path);
    if (entry == null) {
      throw new IllegalArgumentException("nothing is there");
    }
    return entry;
  }

  /** What is below a path sorts between its slash and the character after the slash. */
  private void remove(String path) {
    entries.remove(path);
    entries.subMap(path + "/", path + "0").clear();
  }
}
