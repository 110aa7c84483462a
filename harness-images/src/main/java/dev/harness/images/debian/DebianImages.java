package dev.harness.images.debian;

import dev.harness.images.debian.apt.CacheLock;
import dev.harness.images.debian.apt.DebianCache;
import dev.harness.images.debian.apt.Machine;
import dev.harness.images.debian.apt.PackageSource;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.debian.deb.PackageFile;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes images from the machine's Debian package sources and keeps them.
 *
 * <p>An image is a function of its packages and its recipe: byte for byte the same on every machine
 * (D10). Making one again costs nothing until the packages change. Several processes may share a
 * cache directory; within one process, share this object.
 */
public final class DebianImages {
  private static final String LAYOUT = "layout.tar";
  private static final String CONFIG_DIGEST = "config-digest";

  private final DebianCache cache;
  private final PackageSource source;
  private final Consumer<String> progress;

  /**
   * Opens the cache in a directory, which is created when it is missing.
   *
   * @param progress gets lines for people who wait
   * @throws DebianException.CacheFailed when the directory cannot be used
   */
  public DebianImages(Path cacheDirectory, Consumer<String> progress) {
    this(new DebianCache(cacheDirectory), Machine.current(), progress);
  }

  DebianImages(DebianCache cache, Machine machine, Consumer<String> progress) {
    this.cache = cache;
    this.source = new PackageSource(cache, machine, progress);
    this.progress = progress;
  }

  /** The package sources behind it, with the same cache. */
  public PackageSource packages() {
    return source;
  }

  /**
   * Makes the image of a recipe, or finds it made. Blocks for as long as downloads take.
   *
   * @throws DebianException of one kind or another when it cannot be made
   */
  public BuiltImage build(Recipe recipe) {
    List<DebianPackage> closure = source.resolve(recipe.request());
    Optional<BuiltImage> made = find(recipe, closure);
    if (made.isPresent()) {
      return made.get();
    }
    try {
      return make(recipe, closure);
    } catch (DebianException.SourceFailed e) {
      // A source drops a version as soon as it has a newer one, and the lists may be a day old.
      source.forgetLists();
      List<DebianPackage> newer = source.resolve(recipe.request());
      if (newer.equals(closure)) {
        throw e;
      }
      return make(recipe, newer);
    }
  }

  private BuiltImage make(Recipe recipe, List<DebianPackage> closure) {
    try (CacheLock.Held held = cache.lock()) {
      Optional<BuiltImage> madeMeanwhile = find(recipe, closure);
      if (madeMeanwhile.isPresent()) {
        return madeMeanwhile.get();
      }
      List<PackageFile> files = source.fetch(closure);
      try (DebianCache.Work work = cache.newWork()) {
        Path finished = Files.createDirectory(work.resolve("finished"));
        Path layout = finished.resolve(LAYOUT);
        Digest digest = new ImageAssembly(recipe, work.directory()).assemble(files, layout);
        Files.writeString(finished.resolve(CONFIG_DIGEST), digest.toString());
        cache.publishDirectory(finished, directory(recipe, closure));
      }
      progress.accept("made the image %s".formatted(ImageAssembly.imageName(recipe)));
      return find(recipe, closure).orElseThrow();
    } catch (IOException e) {
      throw DebianCache.failure("make the image " + recipe.name(), e);
    }
  }

  private Optional<BuiltImage> find(Recipe recipe, List<DebianPackage> closure) {
    Path directory = directory(recipe, closure);
    Path layout = directory.resolve(LAYOUT);
    try {
      if (!Files.exists(layout)) {
        return Optional.empty();
      }
      return DebianCache.readIfPresent(directory.resolve(CONFIG_DIGEST))
          .map(
              digest ->
                  new BuiltImage(
                      ImageAssembly.imageName(recipe), layout, Digest.parse(digest), closure));
    } catch (IOException e) {
      throw DebianCache.failure("read " + directory, e);
    }
  }

  private Path directory(Recipe recipe, List<DebianPackage> closure) {
    return cache.imageDirectory(recipe.name(), recipe.key(closure));
  }
}
