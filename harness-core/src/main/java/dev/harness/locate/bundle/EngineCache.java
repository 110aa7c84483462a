package dev.harness.locate.bundle;

import dev.harness.digest.Sha256;
import dev.harness.locate.user.BundleException;
import dev.harness.locate.user.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Engines unpacked from their bundles, a directory for each content. A directory appears by
 * renaming when it is complete, so any number of processes may unpack at once.
 */
public final class EngineCache {
  private final Path directory;

  /** Keeps unpacked engines in a directory, which is created when it is missing. */
  public EngineCache(Path directory) {
    this.directory = directory;
  }

  /**
   * Unpacks a bundle, unless that has been done.
   *
   * @throws BundleException when the bundle is damaged or the cache cannot be written
   */
  public UnpackedEngine unpack(EngineBundle bundle) {
    UnpackedEngine engine = new UnpackedEngine(directory.resolve(bundle.id()));
    try {
      if (!engine.isComplete(bundle.size())) {
        Files.createDirectories(directory);
        long size = bundle.size();
        put(engine, bundle, () -> engine.isComplete(size));
      }
      return engine;
    } catch (IOException e) {
      throw new BundleException(
          "Cannot unpack the engine to "
              + directory
              + ": "
              + FileFailure.reason(e)
              + ". Make the directory writable, or set XDG_CACHE_HOME to one that is.",
          e);
    }
  }

  /**
   * Unpacks a bundle again when what was unpacked is no longer what was delivered.
   *
   * @return whether it was damaged
   */
  public boolean repair(EngineBundle bundle) {
    UnpackedEngine engine = new UnpackedEngine(directory.resolve(bundle.id()));
    try {
      if (isIntact(engine, bundle)) {
        return false;
      }
      put(engine, bundle, () -> isIntact(engine, bundle));
      return true;
    } catch (IOException e) {
      throw new BundleException(
          "Cannot replace the damaged engine in "
              + engine.directory()
              + ": "
              + FileFailure.reason(e)
              + ". Delete that directory.",
          e);
    }
  }

  private static boolean isIntact(UnpackedEngine engine, EngineBundle bundle) throws IOException {
    return Files.isRegularFile(engine.jar()) && Sha256.of(engine.jar()).equals(bundle.sha256());
  }

  /** A question about files. */
  private interface Check {
    boolean holds() throws IOException;
  }

  /** Unpacks, and puts the result in its place unless another process was faster. */
  private void put(UnpackedEngine engine, EngineBundle bundle, Check good) throws IOException {
    Path ingest = Files.createTempDirectory(directory, bundle.id() + ".ingest-");
    try {
      new BundleExtraction(bundle, new UnpackedEngine(ingest)).run();
      if (!moved(ingest, engine.directory()) && !good.holds()) {
        // Never displace what is good: another process may be about to execute it.
        Path damaged = ingest.resolveSibling(ingest.getFileName() + ".damaged");
        Files.move(engine.directory(), damaged, StandardCopyOption.ATOMIC_MOVE);
        deleteTree(damaged);
        Files.move(ingest, engine.directory(), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      deleteTree(ingest);
    }
  }

  private static boolean moved(Path ingest, Path target) throws IOException {
    try {
      Files.move(ingest, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      if (Files.isDirectory(target)) {
        return false;
      }
      throw e;
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(root)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
