package dev.harness.runtime.api.image;

import dev.harness.engineapi.container.ContainerSummary;
import dev.harness.engineapi.image.DiskUsage;
import dev.harness.engineapi.image.ImageSummary;
import dev.harness.engineapi.image.PrunedBuildCache;
import dev.harness.engineapi.image.PrunedImages;
import dev.harness.engineapi.image.StoreReport;
import dev.harness.engineapi.volume.VolumeInspect;
import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.Pruned;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.check.CheckReport;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The routes about the disk that images and volumes take: how much, give it back, is it sound. */
public final class StorageRoutes {
  private final Images images;
  private final Supplier<List<ContainerSummary>> containers;
  private final Supplier<List<VolumeInspect>> volumes;
  private final Clock clock;

  /**
   * Routes of a store.
   *
   * @param containers gives all containers, running or not
   * @param volumes gives all volumes with what they take
   */
  public StorageRoutes(
      Images images,
      Supplier<List<ContainerSummary>> containers,
      Supplier<List<VolumeInspect>> volumes,
      Clock clock) {
    this.images = images;
    this.containers = containers;
    this.volumes = volumes;
    this.clock = clock;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("GET", "/system/df", this::usage)
        .add("POST", "/images/prune", this::prune)
        .add("POST", "/build/prune", StorageRoutes::pruneBuildCache)
        .add("POST", "/store/check", this::check);
  }

  private Answer usage(Request request) {
    List<ContainerSummary> all = containers.get();
    dev.harness.images.DiskUsage usage = images.usage();
    List<ImageSummary> summaries =
        images.list().stream()
            .map(
                image ->
                    ImageView.summary(
                        image, usage.sharedBytes().getOrDefault(image.id(), 0L), users(image, all)))
            .toList();
    return Answer.json(
        200, new DiskUsage(usage.layersBytes(), summaries, all, volumes.get(), List.of()));
  }

  private static long users(Image image, List<ContainerSummary> all) {
    return all.stream()
        .filter(container -> container.imageId().equals(image.id().toString()))
        .count();
  }

  private Answer prune(Request request) {
    PruneFilter filter = PruneFilter.of(request.filters(PruneFilter.NAMES), clock.instant());
    Pruned pruned =
        images.prune(
            filter::accepts,
            containers.get().stream()
                .map(container -> Digest.parse(container.imageId()))
                .collect(Collectors.toSet()));
    return Answer.json(
        200, new PrunedImages(ImageView.deleted(pruned.removed()), pruned.reclaimedBytes()));
  }

  /**
   * Builds keep nothing but the images of their steps, which go as others do; {@code docker system
   * prune} asks for it.
   */
  private static Answer pruneBuildCache(Request request) {
    return Answer.json(200, new PrunedBuildCache(List.of(), 0));
  }

  /** Not Docker's: compares the store with what it should be. */
  private Answer check(Request request) {
    CheckReport report = images.check(request.query().flag("repair"));
    return Answer.json(
        200,
        new StoreReport(
            report.images(),
            report.layers(),
            report.problems().stream()
                .map(
                    problem ->
                        new StoreReport.Problem(
                            problem.what(),
                            problem.why(),
                            problem.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .toList()));
  }
}
