package dev.harness.images.layer.record;

import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** Walks through a tree and looks each file up in the record of the tree. */
final class TreeComparison {
  private static final int MAX_DIFFERENCES = 10;

  private final Path tree;
  private final TreeRecord record;
  private final EntryComparison entries;
  private final TreeMap<String, TreeEntry> missing;
  private final Deque<Directory> pending = new ArrayDeque<>();
  private final List<String> differences = new ArrayList<>();

  TreeComparison(Path tree, TreeRecord record) {
    this.tree = tree;
    this.record = record;
    this.entries = new EntryComparison(record.ownersKept(), this::differs);
    this.missing = new TreeMap<>(record.entries());
  }

  /** A directory that is still to be listed; its path has one character per byte. */
  private record Directory(String path, Path place) {

    String child(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }
  }

  /** Does it, and says what differs; ends after the tenth difference. */
  List<String> run() {
    TreeEntry root = missing.remove("");
    if (root != null) {
      compare("", tree, root);
    }
    pending.push(new Directory("", tree));
    while (!pending.isEmpty() && !isEnough()) {
      Directory directory = pending.pop();
      for (Path place : list(directory)) {
        found(directory.child(PathBytes.name(place)), place);
      }
    }
    if (!isEnough()) {
      missing.keySet().forEach(path -> differs(path, "is missing"));
    }
    return differences;
  }

  private boolean isEnough() {
    return differences.size() >= MAX_DIFFERENCES;
  }

  private void found(String path, Path place) {
    TreeEntry entry = missing.remove(path);
    if (entry == null) {
      differs(path, "is not of this layer");
    } else if (!isEnough()) {
      compare(path, place, entry);
      if (entry.kind() == TreeEntry.Kind.DIRECTORY) {
        pending.push(new Directory(path, place));
      }
    }
  }

  private void compare(String path, Path place, TreeEntry entry) {
    try {
      entries.compare(path, place, entry);
    } catch (IOException e) {
      differs(path, "cannot be read: " + TreeVerification.reason(e));
    }
  }

  private List<Path> list(Directory directory) {
    List<Path> content = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.place())) {
      stream.forEach(content::add);
    } catch (DirectoryIteratorException e) {
      differs(directory.path(), "cannot be listed: " + e.getMessage());
    } catch (IOException e) {
      differs(directory.path(), "cannot be listed: " + TreeVerification.reason(e));
    }
    return content;
  }

  private void differs(String path, String how) {
    if (!isEnough()) {
      differences.add(LayerPath.of(path.getBytes(StandardCharsets.ISO_8859_1)) + " " + how);
    }
  }

  @Override
  public String toString() {
    return tree + ": " + record.entries().size() + " entries";
  }
}
