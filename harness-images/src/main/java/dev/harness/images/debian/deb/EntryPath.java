package dev.harness.images.debian.deb;

import java.util.ArrayList;
import java.util.List;

/** The rules for a path in a package, which becomes a path below the root of an image. */
public final class EntryPath {
  private static final int LONGEST_PATH = 4095;
  private static final int LONGEST_NAME = 255;

  private EntryPath() {}

  /**
   * The path without leading and doubled slashes and dots; empty for the root itself.
   *
   * @throws IllegalArgumentException when it leads out of the root or is no path at all
   */
  static String checked(String written) {
    List<String> names = new ArrayList<>();
    for (String name : written.split("/", -1)) {
      if (name.equals("..") || name.length() > LONGEST_NAME) {
        throw new IllegalArgumentException("it has the path " + written);
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    String path = String.join("/", names);
    if (path.length() > LONGEST_PATH || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("it has a path of %d letters".formatted(path.length()));
    }
    return path;
  }

  /** Symbolic links may lead anywhere: the container resolves them inside its own root. */
  static void requireLinkTarget(String target) {
    if (target.isEmpty() || target.length() > LONGEST_PATH || target.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "it has a symbolic link of %d letters".formatted(target.length()));
    }
  }

  /** The path of the directory that holds it; empty for the root. */
  public static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
