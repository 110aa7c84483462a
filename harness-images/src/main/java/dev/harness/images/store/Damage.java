package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a store holds and should not, because it is damaged or incomplete.
 *
 * @param table whether the table of images cannot be used
 * @param images images that lack something
 * @param blobs configurations and manifests
 * @param layers layers
 * @param files what the store did not put there, and what it can do without
 */
public record Damage(
    boolean table, Set<Digest> images, Set<Digest> blobs, Set<ChainId> layers, Set<Path> files) {

  /** Copies the sets. */
  public Damage {
    images = Set.copyOf(images);
    blobs = Set.copyOf(blobs);
    layers = Set.copyOf(layers);
    files = Set.copyOf(files);
  }

  /** Whether an image cannot stay without what is damaged. */
  boolean concerns(ImageRecord image) {
    return images.contains(image.id())
        || blobs.contains(image.id())
        || image.manifest().filter(blobs::contains).isPresent()
        || image.chain().stream().anyMatch(layers::contains);
  }
}
