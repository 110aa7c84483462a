package dev.harness.runtime.api.image;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.image.DeletedImage;
import dev.harness.engineapi.image.ImageInspect;
import dev.harness.engineapi.image.ImageSummary;
import dev.harness.images.Image;
import dev.harness.images.Removed;
import dev.harness.images.manifest.Healthcheck;
import dev.harness.images.manifest.ImageConfig;
import dev.harness.images.reference.Digest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** Shows an image as the API does. */
final class ImageView {
  private static final int NOT_COMPUTED = -1;

  private ImageView() {}

  static ImageSummary summary(Image image) {
    return summary(image, NOT_COMPUTED, NOT_COMPUTED);
  }

  static ImageSummary summary(Image image, long sharedBytes, long containers) {
    return new ImageSummary(
        image.id().toString(),
        parent(image),
        image.tags(),
        image.digests(),
        image.created().getEpochSecond(),
        image.sizeBytes(),
        sharedBytes,
        image.config().labels(),
        containers);
  }

  static List<DeletedImage> deleted(Removed removed) {
    return Stream.concat(
            removed.untagged().stream().map(DeletedImage::untagged),
            removed.deleted().stream().map(DeletedImage::deleted))
        .toList();
  }

  private static String parent(Image image) {
    return image.origin().parent().map(Digest::toString).orElse("");
  }

  /** All of an image; {@code comment} is what its newest step says. */
  static ImageInspect of(Image image, String comment) {
    return new ImageInspect(
        image.id().toString(),
        image.tags(),
        image.digests(),
        parent(image),
        comment,
        image.created().toString(),
        image.origin().author(),
        image.platform().architecture(),
        image.platform().variant(),
        image.platform().os(),
        image.sizeBytes(),
        config(image.config()),
        new ImageInspect.RootFs("layers", image.diffIds().stream().map(Digest::toString).toList()));
  }

  private static ContainerConfig config(ImageConfig config) {
    return ContainerConfig.builder()
        .user(config.user())
        .exposedPorts(new LinkedHashSet<>(config.exposedPorts()))
        .env(config.env())
        .cmd(config.cmd())
        .healthcheck(config.healthcheck().map(ImageView::healthcheck).orElse(null))
        .volumes(new LinkedHashSet<>(config.volumes()))
        .workingDir(config.workingDir())
        .entrypoint(config.entrypoint().isEmpty() ? null : config.entrypoint())
        .labels(config.labels())
        .stopSignal(config.stopSignal())
        .build();
  }

  private static ContainerConfig.Healthcheck healthcheck(Healthcheck check) {
    return new ContainerConfig.Healthcheck(
        check.test(),
        check.interval().toNanos(),
        check.timeout().toNanos(),
        check.startPeriod().toNanos(),
        check.startInterval().toNanos(),
        check.retries());
  }
}
