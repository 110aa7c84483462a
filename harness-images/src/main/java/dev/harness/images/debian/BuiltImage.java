package dev.harness.images.debian;

import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.reference.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * An image made of Debian packages, as a file that can be loaded.
 *
 * @param layout a tar with an OCI image layout and no name, in the cache: not to be changed or moved
 * @param configDigest what identifies the image
 * @param packages what is in it, sorted by name
 * @param repeatable whether the same packages give the same bytes again (D10)
 */
public record BuiltImage(
    Path layout, Digest configDigest, List<DebianPackage> packages, boolean repeatable) {
  /** Copies the list. */
  public BuiltImage {
    packages = List.copyOf(packages);
  }
}
