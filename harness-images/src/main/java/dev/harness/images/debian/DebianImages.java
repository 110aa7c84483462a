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
import java.io.InputStream;
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
  private final Machine machine;

  /** Uses the cache in a directory, which is created when it is needed. */
  public DebianImages(Path cacheDirectory) {
    this(new DebianCache(cacheDirectory), Machine.current());
  }

  DebianImages(DebianCache cache, Machine machine) {
    this.cache = cache;
    this.machine = machine;
  }

  /** Makes the image of a recipe in the version that apt prefers, or finds it made. */
  public BuiltImage build(Recipe recipe) {
    return build(recipe, VersionTag.LATEST, line -> {});
  }

  /**
   * Makes the image of a recipe that runs no maintainer scripts, or finds any image made.
   *
   * @param progress gets lines for people who wait
   * @throws DebianException of one kind or another when it cannot be made
   */
  public BuiltImage build(Recipe recipe, VersionTag tag, Consumer<String> progress) {
    return build(recipe, tag, progress, MaintainerScripts.none());
  }

  /**
   * Makes the image of a recipe, or finds it made. Blocks for as long as downloads take.
   *
   * @param progress gets lines for people who wait
   * @param scripts runs maintainer scripts, if the recipe wants it
   * @throws DebianException of one kind or another when it cannot be made
   */
  public BuiltImage build(
      Recipe recipe, VersionTag tag, Consumer<String> progress, MaintainerScripts scripts) {
    PackageSource source = new PackageSource(cache, machine, progress);
    VersionChoice choice = new VersionChoice(recipe, tag);
    List<DebianPackage> closure = choice.resolve(source);
    Optional<BuiltImage> made = find(recipe, closure);
    if (made.isPresent()) {
      return made.get();
    }
    return makeFromWhatThereIs(choice, closure, source, new Maker(scripts, progress));
  }

  private BuiltImage makeFromWhatThereIs(
      VersionChoice choice, List<DebianPackage> closure, PackageSource source, Maker maker) {
    try {
      return make(choice.recipe(), closure, source, maker);
    } catch (DebianException.SourceFailed e) {
      // A source drops a version as soon as it has a newer one, and the lists may be a day old.
      source.forgetLists();
      List<DebianPackage> newer = choice.resolve(source);
      if (newer.equals(closure)) {
        throw e;
      }
      return make(choice.recipe(), newer, source, maker);
    }
  }

  private BuiltImage make(
      Recipe recipe, List<DebianPackage> closure, PackageSource source, Maker maker) {
    try (CacheLock.Held held = cache.lock()) {
      Optional<BuiltImage> madeMeanwhile = find(recipe, closure);
      if (madeMeanwhile.isPresent()) {
        return madeMeanwhile.get();
      }
      List<PackageFile> files = source.fetch(closure);
      try (DebianCache.Work work = cache.newWork()) {
        Path finished = Files.createDirectory(work.resolve("finished"));
        Path layout = finished.resolve(LAYOUT);
        Digest digest = maker.make(recipe, files, work, layout);
        Files.writeString(finished.resolve(CONFIG_DIGEST), line(digest, Files.size(layout)));
        cache.publishDirectory(finished, directory(recipe, closure));
        maker.progress().accept("made the image " + recipe.name());
      }
      return find(recipe, closure).orElseThrow();
    } catch (IOException e) {
      throw DebianCache.failure("make the image " + recipe.name(), e);
    }
  }

  /** Makes an image from downloaded packages. */
  private record Maker(MaintainerScripts scripts, Consumer<String> progress) {

    Digest make(Recipe recipe, List<PackageFile> files, DebianCache.Work work, Path layout)
        throws IOException {
      ImageAssembly assembly = new ImageAssembly(recipe, work.directory());
      if (!recipe.isConfigured()) {
        return assembly.assemble(files, layout);
      }
      Path unpacked = work.resolve("unpacked.tar");
      Digest digest = assembly.assemble(files, unpacked);
      progress.accept("configuring %d packages".formatted(files.size()));
      List<DebianPackage> closure = files.stream().map(PackageFile::identity).toList();
      try (InputStream root = scripts.run(new BuiltImage(unpacked, digest, closure, true))) {
        return assembly.assemble(files, root, layout);
      }
    }
  }

  private Optional<BuiltImage> find(Recipe recipe, List<DebianPackage> closure) {
    Path directory = directory(recipe, closure);
    Path layout = directory.resolve(LAYOUT);
    try {
      if (!Files.exists(layout)) {
        return Optional.empty();
      }
      // A crash of the machine may have cut the files: they are not forced to the disk.
      String end = " " + Files.size(layout);
      return DebianCache.readIfPresent(directory.resolve(CONFIG_DIGEST))
          .filter(line -> line.endsWith(end))
          .map(line -> line.substring(0, line.length() - end.length()))
          .map(
              digest ->
                  new BuiltImage(layout, Digest.parse(digest), closure, !recipe.isConfigured()));
    } catch (IOException e) {
      throw DebianCache.failure("read " + directory, e);
    }
  }

  /**
   * The files of all images in the cache, those of earlier packages and recipes too.
   *
   * @throws DebianException.CacheFailed when they cannot be listed
   */
  public List<Path> layouts() {
    try {
      return cache.imageDirectories().stream()
          .map(directory -> directory.resolve(LAYOUT))
          .filter(Files::exists)
          .toList();
    } catch (IOException e) {
      throw DebianCache.failure("list the images in the cache", e);
    }
  }

  /**
   * Drops an image whose file turned out to be damaged, so that it is made again.
   *
   * @throws DebianException.CacheFailed when it cannot be deleted
   */
  public void forget(BuiltImage image) {
    try (CacheLock.Held held = cache.lock()) {
      Files.deleteIfExists(image.layout());
    } catch (IOException e) {
      throw DebianCache.failure("delete " + image.layout(), e);
    }
  }

  private static String line(Digest digest, long layoutBytes) {
    return digest + " " + layoutBytes;
  }

  private Path directory(Recipe recipe, List<DebianPackage> closure) {
    return cache.imageDirectory(recipe.name(), recipe.key(closure));
  }
}
