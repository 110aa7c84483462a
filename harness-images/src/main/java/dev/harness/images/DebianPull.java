package dev.harness.images;

import dev.harness.images.archive.ArchiveException;
import dev.harness.images.debian.BuiltImage;
import dev.harness.images.layer.LayerException;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.PackagedImages;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import java.util.Optional;

/**
 * Pulls under the reserved registry name {@value PackagedImages#REGISTRY}: the image is made from the machine's
 * Debian packages and no registry is contacted.
 */
final class DebianPull {
  private final Images images;
  private final PackagedImages packages;
  private final Reference reference;
  private final Progress progress;

  DebianPull(Images images, PackagedImages packages, Reference reference, Progress progress) {
    this.images = images;
    this.packages = packages;
    this.reference = reference;
    this.progress = progress;
  }

  /** Makes the image, or finds it made, and loads it unless it is here. */
  Image run(Platform platform) {
    if (reference.digest().isPresent()) {
      throw new ImageException.Unavailable(
          "%s cannot be made: images from packages are asked for by version, not by digest"
              .formatted(reference.familiar()));
    }
    progress.on(Progress.Step.of("Pulling from the machine's Debian packages", reference.path()));
    BuiltImage made = make();
    Optional<Image> here =
        images.find(reference.familiar()).filter(image -> image.id().equals(made.configDigest()));
    Image image = here.orElseGet(() -> load(made, platform));
    progress.on(
        Progress.Step.of(
            (here.isPresent()
                    ? "Status: Image is up to date for "
                    : "Status: Downloaded newer image for ")
                + reference.familiar()));
    return image;
  }

  private BuiltImage make() {
    return packages.build(reference, line -> progress.on(Progress.Step.of(line)));
  }

  private Image load(BuiltImage made, Platform platform) {
    try {
      return images.load(made, reference, platform, progress);
    } catch (ArchiveException.Invalid | ImageException.LayerFailed failure) {
      if (failure.getCause() instanceof LayerException.Failed) {
        throw failure; // The store could not take it; the image is fine.
      }
      packages.forget(made);
      progress.on(Progress.Step.of("The image in the cache is damaged and is made again"));
      return images.load(make(), reference, platform, progress);
    }
  }
}
