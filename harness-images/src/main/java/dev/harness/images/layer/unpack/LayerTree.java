package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a layer has written so far, in which paths are resolved.
 *
 * <p>Symbolic links in parents are followed as if the layer were the root of a file system (L15),
 * here and not by the kernel, so that a writer never meets one. Directories that a layer leaves
 * out take the metadata they have below (L7).
 */
final class LayerTree {
  private static final int MAX_LINKS = 40;
  private static final int IMPLIED_MODE = 0755;

  /**
   * A directory of the layer.
   *
   * @param path where it is, without symbolic links
   * @param node what it holds
   * @param seesLower whether entries of lower layers show through
   */
  record Place(LayerPath path, LayerNode.Directory node, boolean seesLower) {

    Place child(String name, LayerNode.Directory child) {
      return new Place(path.resolve(name), child, seesLower && !child.isHidingLower());
    }
  }

  private final LayerWriter writer;
  private final LowerLayers lower;
  private final LayerNode.Directory root = new LayerNode.Directory();

  LayerTree(LayerWriter writer, LowerLayers lower) {
    this.writer = writer;
    this.lower = lower;
  }

  /**
   * The directory that holds {@code path}, made when the layer did not have it yet.
   *
   * @throws LayerException.Malformed when something on the way is no directory
   */
  Place parentOf(LayerPath path) throws IOException {
    return resolve(path.parent());
  }

  Place root() {
    return new Place(LayerPath.ROOT, root, !lower.isEmpty());
  }

  private Place resolve(LayerPath directory) throws IOException {
    Deque<Place> way = new ArrayDeque<>();
    way.push(root());
    Deque<String> pending = new ArrayDeque<>(directory.components());
    int links = 0;
    while (!pending.isEmpty()) {
      String name = pending.pop();
      Place here = way.element();
      if (name.equals("..")) {
        if (way.size() > 1) {
          way.pop();
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        Optional<String> target = enter(name, here, way, directory);
        if (target.isPresent()) {
          if (++links > MAX_LINKS) {
            throw new LayerException.Malformed(
                "there are more than %d symbolic links on the way to %s"
                    .formatted(MAX_LINKS, directory));
          }
          follow(target.get(), way, pending);
        }
      }
    }
    return way.element();
  }

  /** Goes into {@code name}, or gives the target of the symbolic link that is there. */
  private Optional<String> enter(String name, Place here, Deque<Place> way, LayerPath directory)
      throws IOException {
    LayerNode node = here.node().child(name);
    if (node instanceof LayerNode.Directory child) {
      way.push(here.child(name, child));
      return Optional.empty();
    }
    if (node instanceof LayerNode.Link link) {
      return Optional.of(link.target());
    }
    if (node == LayerNode.Leaf.FILE) {
      throw new LayerException.Malformed(
          "%s is no directory, but the layer has entries below %s"
              .formatted(here.path().resolve(name), directory));
    }
    boolean seen = node == null && here.seesLower();
    Optional<LowerEntry> below =
        seen ? lower.find(here.path().resolve(name)) : Optional.<LowerEntry>empty();
    if (below.isPresent() && below.get() instanceof LowerEntry.Link link) {
      return Optional.of(link.target());
    }
    EntryMetadata metadata =
        below.isPresent() && below.get() instanceof LowerEntry.Directory found
            ? found.metadata()
            : EntryMetadata.ofRoot(IMPLIED_MODE, Instant.EPOCH);
    way.push(makeDirectory(here, name, metadata));
    return Optional.empty();
  }

  private void follow(String target, Deque<Place> way, Deque<String> pending) {
    if (target.startsWith("/")) {
      way.clear();
      way.push(root());
    }
    List<String> components = Arrays.asList(target.split("/", -1));
    Collections.reverse(components);
    components.forEach(pending::push);
  }

  /**
   * Makes a directory or changes the metadata of one; what lower layers have in it shows only if
   * this layer had nothing else at the path before (L1, L6).
   */
  Place makeDirectory(Place parent, String name, EntryMetadata metadata) throws IOException {
    LayerPath path = parent.path().resolve(name);
    LayerNode before = parent.node().child(name);
    if (before instanceof LayerNode.Directory existing) {
      writer.directory(path, metadata);
      return parent.child(name, existing);
    }
    if (before != null) {
      writer.remove(path);
    }
    writer.directory(path, metadata);
    LayerNode.Directory made = new LayerNode.Directory();
    parent.node().put(name, made);
    Place place = parent.child(name, made);
    if (before != null) {
      hideLower(place);
    }
    return before == null ? place : parent.child(name, made);
  }

  /** Makes room at a path for an entry that is no directory, and remembers it. */
  LayerPath replace(Place parent, String name, LayerNode node) throws IOException {
    LayerPath path = parent.path().resolve(name);
    if (parent.node().child(name) != null) {
      writer.remove(path);
    }
    parent.node().put(name, node);
    return path;
  }

  /** Hides what lower layers have at a path; never what this layer put there (L1). */
  void whiteout(Place parent, String name) throws IOException {
    LayerNode node = parent.node().child(name);
    if (node instanceof LayerNode.Directory directory) {
      hideLower(parent.child(name, directory));
    } else if (node == null && parent.seesLower()) {
      writer.whiteout(parent.path().resolve(name));
      parent.node().put(name, LayerNode.Leaf.WHITEOUT);
    }
  }

  /** Hides what lower layers have in a directory (L2). */
  void hideLower(Place place) throws IOException {
    boolean showing = place.seesLower();
    place.node().hideLower();
    if (showing) {
      writer.opaque(place.path());
    }
  }
}
