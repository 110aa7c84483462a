package dev.harness.runtime.build;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.LayerLease;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.Roots;
import dev.harness.runtime.fs.tree.Ownership;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the trees that builds read files from and add files to. */
public final class BuildRoots {
  private final Images images;
  private final Roots roots;
  private final Ownership ownership;

  /** Trees of these images. */
  public BuildRoots(Images images, Roots roots, Ownership ownership) {
    this.images = images;
    this.roots = roots;
    this.ownership = ownership;
  }

  /** The files of an image, or none; the caller closes it. */
  ImageRoot of(Optional<Digest> image) {
    LayerLease lease = image.map(this::lease).orElse(null);
    boolean done = false;
    try {
      List<Path> trees = lease == null ? List.of() : lease.trees();
      ImageRoot made = new ImageRoot(make(trees, ownership), Optional.ofNullable(lease));
      done = true;
      return made;
    } finally {
      if (!done && lease != null) {
        lease.close();
      }
    }
  }

  private LayerLease lease(Digest id) {
    Image image =
        images.find(id.toString()).orElseThrow(() -> new ImageException.NotFound(id.toString()));
    return images.lease(image);
  }

  /** An empty tree, in which everything belongs to root; the caller closes it. */
  Root empty() {
    return make(List.of(), new Ownership.OfRoot(ownership));
  }

  private Root make(List<Path> trees, Ownership owners) {
    return roots.bare("build-" + UUID.randomUUID(), trees, owners);
  }
}
