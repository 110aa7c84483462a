package dev.harness.images.pipeline;

import dev.harness.images.archive.ArchiveException;
import dev.harness.images.archive.ArchivedImage;
import dev.harness.images.archive.ImageArchive;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers of the images in the cache at one moment. Each file is read through once, however many
 * layers are looked for.
 */
public final class PackagedLayers {
  private static final Logger LOG = LoggerFactory.getLogger(PackagedLayers.class);

  private final Map<Path, ImageArchive> layouts = new LinkedHashMap<>();

  /** Lists what is in these files; one that is damaged, or deleted meanwhile, holds nothing. */
  PackagedLayers(List<Path> files) {
    for (Path file : files) {
      try {
        layouts.put(file, ImageArchive.open(file, LayerLimits.defaults()));
      } catch (ArchiveException e) {
        LOG.debug("{} cannot be used", file, e);
      }
    }
  }

  /** The manifest of an image, by the image's id. */
  public Optional<byte[]> manifestOf(Digest image) {
    return layouts.values().stream()
        .flatMap(PackagedLayers::images)
        .filter(made -> made.id().equals(image))
        .flatMap(made -> made.manifestBytes().stream())
        .findFirst();
  }

  private static Stream<ArchivedImage> images(ImageArchive layout) {
    try {
      return layout.images(Platform.ofLinux(System.getProperty("os.arch"))).stream();
    } catch (ArchiveException e) {
      LOG.debug("an image cannot be used", e);
      return Stream.empty();
    }
  }

  /** The first file that has a layer. */
  public Optional<Path> imageWith(Descriptor layer) {
    return layouts.entrySet().stream()
        .filter(layout -> layout.getValue().has(layer))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
