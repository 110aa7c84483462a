package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerPath;

/**
 * What the name of an archive's entry says about entries of lower layers (OCI image specification,
 * "Whiteouts").
 */
enum WhiteoutMarker {
  /** An ordinary entry. */
  NONE,
  /** The rest of the name is hidden. */
  HIDE,
  /** Everything in the directory is hidden. */
  OPAQUE,
  /** Book-keeping of AUFS, which means nothing here (L3). */
  IGNORED;

  private static final String PREFIX = ".wh.";
  private static final String RESERVED_PREFIX = ".wh..wh.";
  private static final String OPAQUE_NAME = ".wh..wh..opq";

  /**
   * Reads the marker of {@code path}.
   *
   * @throws LayerException.Malformed when it hides nothing that could exist, or something below a
   *     marker
   */
  static WhiteoutMarker of(LayerPath path) {
    LayerPath parent = path.parent();
    for (String component : parent.components()) {
      if (component.startsWith(RESERVED_PREFIX)) {
        return IGNORED;
      }
      if (component.startsWith(PREFIX)) {
        throw new LayerException.Malformed("%s lies below a whiteout".formatted(path));
      }
    }
    String name = path.lastComponent();
    if (name.equals(OPAQUE_NAME)) {
      return OPAQUE;
    }
    if (name.startsWith(RESERVED_PREFIX)) {
      return IGNORED;
    }
    if (!name.startsWith(PREFIX)) {
      return NONE;
    }
    String hidden = hiddenName(path);
    if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw new LayerException.Malformed("the whiteout %s hides no name".formatted(path));
    }
    return HIDE;
  }

  /** The name that a path with the marker {@link #HIDE} hides, one character per byte. */
  static String hiddenName(LayerPath path) {
    return path.lastComponent().substring(PREFIX.length());
  }
}
