package dev.harness.images;

import dev.harness.images.archive.ImageArchive;
import dev.harness.images.debian.BuiltImage;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Reference;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The images that are made from the machine's Debian packages, and kept in a cache beside them. The
 * cache is locked per process, so those who use it in one process take turns.
 */
final class PackagedImages {
  /** The registry name; names in {@code .internal} are never public. */
  static final String REGISTRY = "debian.internal";

  private final Path cache;
  private final Lock oneAtATime = new ReentrantLock();

  PackagedImages(Path cache) {
    this.cache = cache;
  }

  static boolean include(Reference reference) {
    return reference.domain().equals(REGISTRY);
  }

  /**
   * Makes an image, or finds it made.
   *
   * @param lines gets what is worth telling
   */
  BuiltImage build(Reference reference, Consumer<String> lines) {
    try {
      oneAtATime.lockInterruptibly();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new ImageException.Unavailable(
          "interrupted while waiting for another image to be made", interruption);
    }
    try {
      return new DebianImages(cache, lines).build(new DebianCatalog().recipe(reference.path()));
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Opens a layer of an image; it fails when the packages have other versions meanwhile.
   *
   * @param temporaryFile where the image's archive is kept until the stream is closed
   */
  InputStream layer(Reference reference, Descriptor layer, Path temporaryFile) throws IOException {
    BuiltImage built = build(reference, line -> {});
    ImageArchive archive =
        ImageArchive.receive(
            Files.newInputStream(built.layout()), temporaryFile, LayerLimits.defaults());
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
