package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.DirectoryEntries;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what the upper directory of an overlay changes, as {@code docker diff} shows it. A container
 * that runs may change more meanwhile; nothing of it is followed.
 */
public final class TreeChanges {
  private static final Set<OpenFlag> READ =
      Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY, OpenFlag.NON_BLOCKING);
  private static final Set<Resolution> NO_LINKS =
      Set.of(Resolution.NO_SYMLINKS, Resolution.BENEATH);

  /** How deep directories may be nested, because each level costs descriptors. */
  private static final int DEEPEST = 512;

  private static final int MOST = 1_000_000;

  private final KeptAttributes attributes;
  private final List<TreeChange> changes = new ArrayList<>();

  private TreeChanges(Ownership ownership) {
    this.attributes = new KeptAttributes(ownership);
  }

  /**
   * Lists the changes in the order of their paths.
   *
   * @param upper opened for reading; stays the caller's
   * @param lower the layers below it, topmost first; stay the caller's
   * @throws IOException when there are too many, or directories are nested too deeply
   */
  public static List<TreeChange> of(Fd upper, List<Fd> lower, Ownership ownership)
      throws IOException {
    TreeChanges all = new TreeChanges(ownership);
    all.compare(upper, lower, "", 0);
    return all.changes.stream().sorted(Comparator.comparing(TreeChange::path)).toList();
  }

  private void compare(Fd upper, List<Fd> lower, String path, int depth) throws IOException {
    if (depth == DEEPEST) {
      throw new IOException("directories are nested more than %d deep".formatted(DEEPEST));
    }
    Map<String, byte[]> names = names(upper);
    for (Map.Entry<String, byte[]> name : names.entrySet()) {
      Optional<FileStat> stat = Filesystem.statIfPresent(upper, name.getValue());
      if (stat.isPresent()) {
        compareOne(upper, lower, name.getValue(), stat.get(), path + "/" + name.getKey(), depth);
      }
    }
    if (attributes.isOpaque(upper)) {
      for (Map.Entry<String, byte[]> name : visible(lower).entrySet()) {
        if (!names.containsKey(name.getKey())) {
          add(path + "/" + name.getKey(), TreeChange.Kind.DELETED);
        }
      }
    }
  }

  private void compareOne(
      Fd upper, List<Fd> lower, byte[] name, FileStat stat, String path, int depth)
      throws IOException {
    if (isWhiteout(stat)) {
      add(path, TreeChange.Kind.DELETED);
      return;
    }
    add(path, isVisible(lower, name) ? TreeChange.Kind.MODIFIED : TreeChange.Kind.ADDED);
    if (stat.type() == FileStat.Type.DIRECTORY) {
      List<Fd> below = new ArrayList<>();
      try (Fd directory = Filesystem.openIfPresent(upper, name, READ, NO_LINKS).orElse(null)) {
        openBelow(lower, name, below);
        if (directory != null) {
          compare(directory, below, path, depth + 1);
        }
      } finally {
        below.forEach(Fd::close);
      }
    }
  }

  private void add(String path, TreeChange.Kind kind) throws IOException {
    if (changes.size() == MOST) {
      throw new IOException("there are more than %d changes".formatted(MOST));
    }
    changes.add(new TreeChange(path, kind));
  }

  /** The directories of a name in the layers, as far as they show through one another. */
  private void openBelow(List<Fd> lower, byte[] name, List<Fd> below) {
    for (Fd layer : lower) {
      Optional<FileStat> stat = Filesystem.statIfPresent(layer, name);
      if (stat.isPresent() && stat.get().type() != FileStat.Type.DIRECTORY) {
        return;
      }
      if (stat.isPresent()) {
        Fd directory = Filesystem.openIn(layer, name, READ, 0, NO_LINKS);
        below.add(directory);
        if (attributes.isOpaque(directory)) {
          return;
        }
      }
    }
  }

  private static boolean isVisible(List<Fd> lower, byte[] name) {
    for (Fd layer : lower) {
      Optional<FileStat> stat = Filesystem.statIfPresent(layer, name);
      if (stat.isPresent()) {
        return !isWhiteout(stat.get());
      }
    }
    return false;
  }

  /** The names that the layers have together. */
  private static Map<String, byte[]> visible(List<Fd> lower) {
    Map<String, byte[]> names = new HashMap<>();
    lower.forEach(layer -> names.putAll(names(layer)));
    names.values().removeIf(name -> !isVisible(lower, name));
    return names;
  }

  private static boolean isWhiteout(FileStat stat) {
    return stat.type() == FileStat.Type.CHARACTER_DEVICE && stat.device() == 0;
  }

  private static Map<String, byte[]> names(Fd directory) {
    DirectoryEntries entries = new DirectoryEntries();
    Map<String, byte[]> names = new HashMap<>();
    List<byte[]> some = entries.next(directory);
    while (!some.isEmpty()) {
      some.forEach(name -> names.put(RootTree.text(name), name));
      some = entries.next(directory);
    }
    return names;
  }
}
