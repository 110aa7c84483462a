package dev.harness.images;

import dev.harness.images.archive.ArchiveException;
import dev.harness.images.debian.BuiltImage;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.recipe.ConfiguredPackages;
import dev.harness.images.layer.LayerException;
import dev.harness.images.pipeline.ImageCommands;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.PackagedImages;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Pulls under the reserved registry name {@value PackagedImages#REGISTRY}: the image is made from the machine's
 * Debian packages and no registry is contacted.
 */
final class DebianPull {
  private static final String UNPACKED = PackagedImages.REGISTRY + "/unpacked";
  private static final String CONFIGURED_ROOT = "/.configured-packages";

  /** A hundred packages take some ten seconds. */
  private static final Duration SCRIPTS_LIMIT = Duration.ofMinutes(10);

  private final LocalImages images;
  private final PackagedImages packages;
  private final Reference reference;
  private final Platform platform;
  private final Progress progress;
  private final ImageCommands commands;

  /**
   * Prepares the pull.
   *
   * @param commands runs what configures packages
   */
  DebianPull(
      LocalImages images,
      PackagedImages packages,
      Reference reference,
      Platform platform,
      ImageCommands commands,
      Progress progress) {
    this.images = images;
    this.platform = platform;
    this.commands = commands;
    this.packages = packages;
    this.reference = reference;
    this.progress = progress;
  }

  /** Makes the image, or finds it made, and loads it unless it is here. */
  Image run() {
    if (reference.digest().isPresent()) {
      throw new ImageException.Unavailable(
          "%s cannot be made: images from packages are asked for by version, not by digest"
              .formatted(reference.familiar()));
    }
    progress.on(Progress.Step.of("Pulling from the machine's Debian packages", reference.path()));
    BuiltImage made = make();
    Optional<Image> here =
        images.find(reference.familiar()).filter(image -> image.id().equals(made.configDigest()));
    Image image = here.orElseGet(() -> load(made));
    progress.on(
        Progress.Step.of(
            (here.isPresent()
                    ? "Status: Image is up to date for "
                    : "Status: Downloaded newer image for ")
                + reference.familiar()));
    return image;
  }

  private BuiltImage make() {
    return packages.build(
        reference, line -> progress.on(Progress.Step.of(line)), this::runMaintainerScripts);
  }

  /** The unpacked image is in the store, under a name of its own, for as long as this takes. */
  private InputStream runMaintainerScripts(BuiltImage unpacked) {
    Reference name = Reference.parse(UNPACKED + ":" + unpacked.configDigest().shortHex());
    Image image = images.load(unpacked, name, platform, step -> {});
    Runnable removal = () -> images.remove(name.toString(), true, List.of());
    boolean done = false;
    try {
      InputStream root =
          commands.run(
              image.id().toString(),
              List.of(ConfiguredPackages.SCRIPT, CONFIGURED_ROOT),
              CONFIGURED_ROOT,
              SCRIPTS_LIMIT);
      done = true;
      return new FilterInputStream(root) {
        @Override
        public void close() throws IOException {
          try (Closeable image = removal::run) {
            super.close();
          }
        }
      };
    } catch (ImageException.CommandFailed failure) {
      throw new DebianException.ConfigureFailed(
          reference.familiar(), String.valueOf(failure.getMessage()), failure);
    } finally {
      if (!done) {
        removal.run();
      }
    }
  }

  private Image load(BuiltImage made) {
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
