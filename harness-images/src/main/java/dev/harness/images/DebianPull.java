package dev.harness.images;

import dev.harness.images.debian.BuiltImage;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Pulls under the reserved registry name {@value PackagedImages#REGISTRY}: the image is made from the machine's
 * Debian packages and no registry is contacted.
 */
final class DebianPull {
  private static final String TAG = "latest";

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
    if (reference.digest().isPresent() || !reference.tag().orElse(TAG).equals(TAG)) {
      throw new ImageException.Unavailable(
          ("%s cannot be made: images from packages have the tag %s only, with the version that the"
                  + " machine's distribution has")
              .formatted(reference.familiar(), TAG));
    }
    progress.on(Progress.Step.of("Pulling from the machine's Debian packages", reference.path()));
    BuiltImage built = packages.build(reference, line -> progress.on(Progress.Step.of(line)));
    Optional<Image> here =
        images.find(reference.familiar()).filter(image -> image.id().equals(built.configDigest()));
    Image image = here.orElseGet(() -> load(built, platform));
    progress.on(
        Progress.Step.of(
            (here.isPresent()
                    ? "Status: Image is up to date for "
                    : "Status: Downloaded newer image for ")
                + reference.familiar()));
    return image;
  }

  private Image load(BuiltImage built, Platform platform) {
    try (InputStream layout = Files.newInputStream(built.layout())) {
      List<Image> loaded = images.load(layout, platform, false, progress);
      return loaded.get(0);
    } catch (IOException failure) {
      throw new ImageException.Unavailable(
          "cannot read %s: %s".formatted(built.layout(), failure.getMessage()), failure);
    }
  }
}
