package dev.harness.images.debian;

import java.util.List;

/**
 * What one package puts into an image.
 *
 * @param name of the package
 * @param nodes in the package's order, with paths that no merged directory changes any more
 */
record UnpackedPackage(String name, List<Placed> nodes) {
  UnpackedPackage {
    nodes = List.copyOf(nodes);
  }

  /** A node and where it goes. */
  record Placed(String path, RootNode node) {}
}
