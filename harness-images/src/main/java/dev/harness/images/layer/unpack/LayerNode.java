package dev.harness.images.layer.unpack;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a layer has at a path, as far as it was read. */
sealed interface LayerNode {

  /** A directory of this layer. */
  final class Directory implements LayerNode {
    private final Map<String, LayerNode> children = new HashMap<>(4);
    private boolean hidingLower;

    /** The entry of this name, one character per byte, or null. */
    @Nullable LayerNode child(String name) {
      return children.get(name);
    }

    void put(String name, LayerNode child) {
      children.put(name, child);
    }

    /** Whether what lower layers have in this directory is hidden. */
    boolean isHidingLower() {
      return hidingLower;
    }

    void hideLower() {
      hidingLower = true;
    }
  }

  /**
   * A symbolic link.
   *
   * @param target what it holds, one character per byte
   */
  record Link(String target) implements LayerNode {}

  /** An entry of which only its presence matters. */
  enum Leaf implements LayerNode {
    /** A file or FIFO. */
    FILE,
    /** Nothing, and nothing of lower layers either. */
    WHITEOUT
  }
}
