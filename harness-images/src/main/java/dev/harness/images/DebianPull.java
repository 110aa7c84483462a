package dev.harness.images;

import dev.harness.images.debian.BuiltImage;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Pulls under the reserved registry name {@value #REGISTRY}: the image is made from the machine's
 * Debian packages and no registry is contacted.
 */
final class DebianPull {
  /** The registry name; names in {@code .internal} are never public. */
  static final String REGISTRY = "debian.internal";

  private static final String TAG = "latest";

  private final Images images;
  private final Path cache;
  private final Lock oneAtATime;
  private final Reference reference;
  private final Progress progress;

  /**
   * Prepares a pull.
   *
   * @param oneAtATime the cache is locked per process, so pulls of one process must take turns
   */
  DebianPull(Images images, Path cache, Lock oneAtATime, Reference reference, Progress progress) {
    this.images = images;
    this.cache = cache;
    this.oneAtATime = oneAtATime;
    this.reference = reference;
    this.progress = progress;
  }

  static boolean serves(Reference reference) {
    return reference.domain().equals(REGISTRY);
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
    Recipe recipe = new DebianCatalog().recipe(reference.path());
    BuiltImage built = build(recipe);
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

  private BuiltImage build(Recipe recipe) {
    try {
      oneAtATime.lockInterruptibly();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new ImageException.Unavailable(
          "interrupted while waiting for another image to be made", interruption);
    }
    try {
      return new DebianImages(cache, line -> progress.on(Progress.Step.of(line))).build(recipe);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Image load(BuiltImage built, Platform platform) {
    try (InputStream layout = Files.newInputStream(built.layout())) {
      List<Image> loaded = images.load(layout, platform, progress);
      return loaded.get(0);
    } catch (IOException failure) {
      throw new ImageException.Unavailable(
          "cannot read %s: %s".formatted(built.layout(), failure.getMessage()), failure);
    }
  }
}
