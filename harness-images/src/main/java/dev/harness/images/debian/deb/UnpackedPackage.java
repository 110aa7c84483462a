package dev.harness.images.debian.deb;

import java.util.List;

/**
 * What one package puts into an image.
 *
 * @param name of the package
 * @param nodes in the package's order, with paths that no merged directory changes any more
 */
public record UnpackedPackage(String name, List<Placed> nodes) {
  public UnpackedPackage {
    nodes = List.copyOf(nodes);
  }

  /** A node and where it goes. */
  record Placed(String path, RootNode node) {}
}
