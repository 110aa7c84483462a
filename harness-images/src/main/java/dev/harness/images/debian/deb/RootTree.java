package dev.harness.images.debian.deb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The root directory of an image while it is put together: packages first, then the recipe's steps.
 *
 * <p>Nothing of it is on disk under its name. Parents that nobody mentions are added as ordinary
 * directories of root.
 */
public final class RootTree {
  private static final int ORDINARY_DIRECTORY = 0755;

  private final TreeMap<String, RootNode> nodes = new TreeMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private long newest;

  /**
   * Adds what a package has. Directories may be in several packages, the first one decides about
   * their rights; anything else may be in one only.
   *
   * @throws DebianException.UnpackFailed when it does not go together with the packages before
   */
  public void add(UnpackedPackage unpacked) {
    for (UnpackedPackage.Placed placed : unpacked.nodes()) {
      RootNode present = nodes.get(placed.path());
      newest = Math.max(newest, placed.node().metadata().mtime());
      if (present == null) {
        nodes.put(placed.path(), placed.node());
        origins.put(placed.path(), unpacked.name());
      } else if (!(present instanceof RootNode.Directory
          && placed.node() instanceof RootNode.Directory)) {
        throw new DebianException.UnpackFailed(
            unpacked.name(),
            "/%s is in the package %s already"
                .formatted(placed.path(), origins.get(placed.path())));
      }
    }
  }

  /** Adds the links that stand for directories, as far as there are such directories. */
  public void addMergedDirectories() {
    for (MergedDirectories.Link link : MergedDirectories.links()) {
      if (hasDirectory(link.target())) {
        put(link.path(), new RootNode.SymbolicLink(own(0777), link.text()));
      }
    }
  }

  /** Puts a node of the recipe's in its place, whatever is there. */
  public void put(String path, RootNode node) {
    nodes.put(MergedDirectories.isLink(path) ? path : MergedDirectories.map(path), node);
  }

  /** Rights for a node of the recipe's that belongs to root: as young as the youngest package file. */
  public Metadata own(int mode) {
    return owned(mode, 0, 0);
  }

  /** Rights for a node of the recipe's. */
  public Metadata owned(int mode, int uid, int gid) {
    return new Metadata(mode, uid, gid, newest);
  }

  /** Seconds since 1970 at which the youngest file of all packages was changed. */
  public long newest() {
    return newest;
  }

  /** The node at a path, also by the path it had before directories were merged. */
  public Optional<RootNode> find(String path) {
    return Optional.ofNullable(nodes.get(MergedDirectories.map(path)));
  }

  /** The paths of all nodes so far, sorted. */
  public List<String> paths() {
    return List.copyOf(nodes.keySet());
  }

  /** The content of a file as UTF-8, if there is such a file. */
  public Optional<String> text(String path) throws IOException {
    return find(path).orElse(null) instanceof RootNode.RegularFile file
        ? Optional.of(new String(file.content().bytes(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /**
   * All nodes by their paths, parents before what is in them.
   *
   * @throws DebianException.UnpackFailed when something lies in what is not a directory
   */
  public SortedMap<String, RootNode> complete() {
    for (String path : paths()) {
      completeParents(path);
    }
    return Collections.unmodifiableSortedMap(nodes);
  }

  private void completeParents(String path) {
    for (String parent = EntryPath.parent(path);
        !parent.isEmpty();
        parent = EntryPath.parent(parent)) {
      RootNode present = nodes.putIfAbsent(parent, new RootNode.Directory(own(ORDINARY_DIRECTORY)));
      if (present != null && !(present instanceof RootNode.Directory)) {
        throw new DebianException.UnpackFailed(
            origins.getOrDefault(path, "the recipe"),
            "/%s lies in /%s, which is no directory".formatted(path, parent));
      }
    }
  }

  private boolean hasDirectory(String path) {
    String next = nodes.ceilingKey(path + "/");
    return nodes.get(path) instanceof RootNode.Directory
        || (next != null && next.startsWith(path + "/"));
  }
}
