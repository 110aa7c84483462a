package dev.harness.images.debian.deb;

import java.util.List;

/**
 * What one package puts into an image.
 *
 * @param name of the package
 * @param nodes in the package's order, with paths that no merged directory changes any more
 * @param paths of all its files as they are written in the package, those that are left out too
 */
public record UnpackedPackage(String name, List<Placed> nodes, List<String> paths) {
  public UnpackedPackage {
    nodes = List.copyOf(nodes);
    paths = List.copyOf(paths);
  }

  /** A node and where it goes. */
  record Placed(String path, RootNode node) {}
}
