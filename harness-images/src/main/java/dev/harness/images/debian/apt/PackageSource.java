package dev.harness.images.debian.apt;

import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.debian.deb.Glob;
import dev.harness.images.debian.deb.PackageFile;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The machine's Debian package sources, asked through its own apt without privileges.
 *
 * <p>Works for root, for an ordinary user and for root of a user namespace; the machine's installed
 * packages are neither looked at nor changed. Several processes may share a cache directory; within
 * one process, share this object. Methods block, and only one thread at a time changes the cache.
 */
public final class PackageSource {
  private final DebianCache cache;
  private final Machine machine;
  private final Consumer<String> progress;

  /**
   * Opens the cache in a directory, which is created when it is missing.
   *
   * @param progress gets lines for people who wait
   * @throws DebianException.CacheFailed when the directory cannot be used
   */
  public PackageSource(Path cacheDirectory, Consumer<String> progress) {
    this(new DebianCache(cacheDirectory), Machine.current(), progress);
  }

  /** Uses a cache that others use too, and a machine that need not be this one. */
  public PackageSource(DebianCache cache, Machine machine, Consumer<String> progress) {
    this.cache = cache;
    this.machine = machine;
    this.progress = progress;
  }

  /**
   * Finds the packages that a request comes to. Lists that are missing or older than 24 hours are
   * fetched first; when that fails, older ones serve.
   *
   * @return sorted by name
   * @throws DebianException.UnknownPackage when the sources do not have one of them
   * @throws DebianException.NoPackageTool when the machine has no apt
   * @throws DebianException.SourceFailed when apt fails, with its own words
   */
  public List<DebianPackage> resolve(PackageRequest request) {
    try {
      Path directory = aptDirectory();
      ResolutionCache resolutions = new ResolutionCache(directory, machine.clock());
      Optional<List<DebianPackage>> known = resolutions.find(request);
      return known.isPresent() ? known.get() : resolveAnew(request, directory, resolutions);
    } catch (IOException e) {
      throw DebianCache.failure("keep package lists", e);
    }
  }

  private List<DebianPackage> resolveAnew(
      PackageRequest request, Path directory, ResolutionCache resolutions) throws IOException {
    try (CacheLock.Held held = cache.lock()) {
      Apt apt = new Apt(machine, directory);
      Optional<DebianException.SourceFailed> stale = refreshLists(apt, resolutions);
      List<Glob> without = request.without().stream().map(Glob::new).toList();
      try {
        List<DebianPackage> closure =
            apt.closure(request).stream()
                .filter(found -> without.stream().noneMatch(glob -> glob.matches(found.name())))
                .sorted(Comparator.comparing(DebianPackage::name))
                .toList();
        resolutions.remember(request, closure);
        progress.accept("resolved %d packages".formatted(closure.size()));
        return closure;
      } catch (DebianException.UnknownPackage e) {
        // Lists that could not be fetched are the likelier reason.
        stale.ifPresent(failure -> failure.addSuppressed(e));
        throw stale.isPresent() ? stale.get() : e;
      }
    }
  }

  /**
   * Finds the versions of a package that the sources have, the newest first.
   *
   * @throws DebianException.SourceFailed when apt fails, with its own words
   */
  public List<String> versions(String name) {
    try {
      Path directory = aptDirectory();
      ResolutionCache resolutions = new ResolutionCache(directory, machine.clock());
      Optional<List<String>> known = resolutions.findVersions(name);
      if (known.isPresent()) {
        return known.get();
      }
      try (CacheLock.Held held = cache.lock()) {
        Apt apt = new Apt(machine, directory);
        refreshLists(apt, resolutions);
        List<String> versions = apt.versions(name);
        resolutions.rememberVersions(name, versions);
        return versions;
      }
    } catch (IOException e) {
      throw DebianCache.failure("keep package lists", e);
    }
  }

  private Path aptDirectory() {
    return cache.aptDirectory(new PackageSources(machine.etc()).fingerprint());
  }

  /** Fetches old lists anew. A failure is returned: the lists that are there may do. */
  private Optional<DebianException.SourceFailed> refreshLists(Apt apt, ResolutionCache resolutions)
      throws IOException {
    if (resolutions.listsAreFresh()) {
      return Optional.empty();
    }
    progress.accept("reading the package lists");
    try {
      apt.update();
      resolutions.listsWereRead();
      return Optional.empty();
    } catch (DebianException.SourceFailed e) {
      progress.accept("the package lists cannot be read; trying with older ones");
      return Optional.of(e);
    }
  }

  /** Makes the next {@link #resolve} fetch the lists again, however young they are. */
  public void forgetLists() {
    try {
      Path directory = aptDirectory();
      new ResolutionCache(directory, machine.clock()).forgetLists();
    } catch (IOException e) {
      throw DebianCache.failure("forget package lists", e);
    }
  }

  /**
   * Downloads what of these is not in the cache yet.
   *
   * @return one file for each, in the same order
   * @throws DebianException.SourceFailed when apt fails, or gives another file than it promised
   */
  public List<PackageFile> fetch(List<DebianPackage> packages) {
    try (CacheLock.Held held = cache.lock()) {
      List<DebianPackage> missing = new ArrayList<>();
      for (DebianPackage wanted : packages) {
        if (!cache.hasArchive(wanted)) {
          missing.add(wanted);
        }
      }
      if (!missing.isEmpty()) {
        download(missing);
      }
    } catch (IOException e) {
      throw DebianCache.failure("keep downloaded packages", e);
    }
    return packages.stream().map(it -> new PackageFile(it, cache.archive(it))).toList();
  }

  private void download(List<DebianPackage> missing) throws IOException {
    Path directory = aptDirectory();
    Apt apt = new Apt(machine, directory);
    try (DebianCache.Work work = cache.newWork()) {
      apt.download(missing, work.directory());
      for (DebianPackage wanted : missing) {
        String name = downloadedName(work.directory(), wanted);
        verify(wanted, work.resolve(name));
        work.publishFile(name, cache.archive(wanted));
      }
    }
    long bytes = missing.stream().mapToLong(DebianPackage::sizeBytes).sum();
    progress.accept("downloaded %d packages, %.1f MB".formatted(missing.size(), bytes / 1e6));
  }

  private static String downloadedName(Path directory, DebianPackage wanted) throws IOException {
    String prefix = wanted.name() + "_";
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .findFirst()
          .orElseThrow(
              () -> new DebianException.SourceFailed("download " + wanted.name(), "no file came"));
    }
  }

  /** apt checked it against its lists; this is about the lists being those of the resolution. */
  private static void verify(DebianPackage wanted, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream hashing = new DigestInputStream(in, DigestAlgorithm.SHA256.newHash())) {
      hashing.transferTo(OutputStream.nullOutputStream());
      Digest digest = Digest.of(DigestAlgorithm.SHA256, hashing.getMessageDigest());
      if (!digest.equals(wanted.digest())) {
        throw new DebianException.SourceFailed(
            "download " + wanted.name(),
            "its digest is %s instead of %s".formatted(digest, wanted.digest()));
      }
    }
  }
}
