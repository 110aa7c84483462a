package dev.harness.runtime.build;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.pipeline.ImageCommands;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import java.util.Optional;

/** Finds the images that stages begin with or copy from, and pulls those that are not here. */
final class BaseImages {
  private final Images images;
  private final ImageCommands commands;
  private final BuildRequest request;
  private final Progress progress;

  BaseImages(Images images, ImageCommands commands, BuildRequest request, Progress progress) {
    this.images = images;
    this.commands = commands;
    this.request = request;
    this.progress = progress;
  }

  /** The image of this name or id. */
  Digest find(String name, Optional<Platform> platform) {
    Platform wanted = platform.orElse(request.platform());
    Optional<Image> here = request.pulls() ? Optional.empty() : images.find(name);
    return here.filter(image -> wanted.distanceTo(image.platform()).isPresent())
        .orElseGet(() -> pull(name, wanted))
        .id();
  }

  private Image pull(String name, Platform platform) {
    Reference reference = Reference.parse(name);
    return images.pull(reference, platform, request.asWhom().apply(reference), commands, progress);
  }
}
