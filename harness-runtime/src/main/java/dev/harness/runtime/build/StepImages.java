package dev.harness.runtime.build;

import dev.harness.images.ImageMaking;
import dev.harness.images.arrival.MadeLayer;
import dev.harness.images.arrival.Step;
import dev.harness.images.change.RunConfig;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import java.time.Clock;
import java.util.Optional;

/** Makes the images of steps, and finds those that were made before. */
final class StepImages {
  private static final int TAR_END_BYTES = 1024;

  /** The end of an archive, and nothing before it. */
  static final MadeLayer.Content NO_FILES = archive -> archive.write(new byte[TAR_END_BYTES]);

  private final ImageMaking making;
  private final Platform platform;
  private final boolean usesCache;
  private final Clock clock;

  /**
   * Makes images.
   *
   * @param platform of those that are made of nothing
   * @param usesCache whether any are found
   */
  StepImages(ImageMaking making, Platform platform, boolean usesCache, Clock clock) {
    this.making = making;
    this.platform = platform;
    this.usesCache = usesCache;
    this.clock = clock;
  }

  RunConfig configOf(Digest image) {
    return making.configOf(image);
  }

  Optional<Digest> find(Optional<Digest> parent, RunConfig config, String createdBy) {
    return usesCache ? making.made(parent, config, createdBy) : Optional.empty();
  }

  Digest make(
      Optional<Digest> parent,
      RunConfig config,
      String createdBy,
      String author,
      MadeLayer.Content files) {
    Step step = new Step(clock.instant(), createdBy, author, "");
    return parent
        .map(image -> making.commit(image, files, config, step, Optional.empty()))
        .orElseGet(() -> making.ofNothing(files, config, platform, step, Optional.empty()));
  }
}
