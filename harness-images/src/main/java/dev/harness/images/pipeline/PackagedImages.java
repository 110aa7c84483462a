package dev.harness.images.pipeline;

import dev.harness.images.archive.ImageArchive;
import dev.harness.images.debian.BuiltImage;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.MaintainerScripts;
import dev.harness.images.debian.VersionTag;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Reference;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images that are made from the machine's Debian packages, and kept in a cache beside them. */
public final class PackagedImages {
  /** The registry name; names in {@code .internal} are never public. */
  public static final String REGISTRY = "debian.internal";

  private static final Logger LOG = LoggerFactory.getLogger(PackagedImages.class);

  private final DebianImages images;

  public PackagedImages(DebianImages images) {
    this.images = images;
  }

  public static boolean include(Reference reference) {
    return reference.domain().equals(REGISTRY);
  }

  /**
   * Makes an image, or finds it made.
   *
   * @param lines gets what is worth telling
   * @param scripts runs maintainer scripts, if the image wants it
   */
  public BuiltImage build(Reference reference, Consumer<String> lines, MaintainerScripts scripts) {
    VersionTag tag = reference.tag().map(VersionTag::new).orElse(VersionTag.LATEST);
    return images.build(recipe(reference), tag, lines, scripts);
  }

  private static Recipe recipe(Reference reference) {
    return new DebianCatalog().recipe(reference.path());
  }

  /** Drops an image that turned out to be damaged. */
  public void forget(BuiltImage image) {
    images.forget(image);
  }

  /** The layers of all images in the cache, of whatever packages they were made. */
  public PackagedLayers layers() {
    return new PackagedLayers(images.layouts());
  }

  /**
   * Makes an image again and looks for a layer in it: there is none when the packages have other
   * versions meanwhile, or cannot be had, and when scripts would have to run.
   */
  public Optional<Path> madeAgain(Reference reference, Descriptor layer) {
    if (recipe(reference).isConfigured()) {
      return Optional.empty();
    }
    try {
      BuiltImage made = build(reference, line -> {}, MaintainerScripts.none());
      return new PackagedLayers(List.of(made.layout())).imageWith(layer);
    } catch (DebianException e) {
      LOG.warn("{} cannot be made again of its packages", reference.familiar(), e);
      return Optional.empty();
    }
  }

  /** Opens a layer of an image in the cache. */
  public static InputStream open(Path image, Descriptor layer) {
    ImageArchive archive = ImageArchive.open(image, LayerLimits.defaults());
    try {
      return new FilterInputStream(archive.blob(layer)) {
        @Override
        public void close() throws IOException {
          try (archive) {
            super.close();
          }
        }
      };
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }
}
