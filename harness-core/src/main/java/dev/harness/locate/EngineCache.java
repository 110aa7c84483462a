package dev.harness.locate;

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
final class EngineCache {
  private final Path directory;

  EngineCache(Path directory) {
    this.directory = directory;
  }

  /**
   * Unpacks a bundle, unless that has been done.
   *
   * @throws BundleException when the bundle is damaged or the cache cannot be written
   */
  UnpackedEngine unpack(EngineBundle bundle) {
    UnpackedEngine engine = new UnpackedEngine(directory.resolve(bundle.id()));
    try {
      if (!engine.isComplete(bundle.size())) {
        Files.createDirectories(directory);
        replace(engine, bundle);
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
  boolean repair(EngineBundle bundle) {
    UnpackedEngine engine = new UnpackedEngine(directory.resolve(bundle.id()));
    try {
      if (Files.isRegularFile(engine.jar()) && Sha256.of(engine.jar()).equals(bundle.sha256())) {
        return false;
      }
      replace(engine, bundle);
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

  private void replace(UnpackedEngine engine, EngineBundle bundle) throws IOException {
    Path ingest = Files.createTempDirectory(directory, bundle.id() + ".ingest-");
    try {
      new BundleExtraction(bundle, new UnpackedEngine(ingest)).run();
      publish(ingest, engine, bundle.size());
    } finally {
      deleteTree(ingest);
    }
  }

  private void publish(Path ingest, UnpackedEngine engine, long jarBytes) throws IOException {
    if (Files.exists(engine.directory())) {
      // Another process may have been faster, or what is there is damaged; ours is known good.
      Path old = ingest.resolveSibling(ingest.getFileName() + ".old");
      Files.move(engine.directory(), old, StandardCopyOption.ATOMIC_MOVE);
      deleteTree(old);
    }
    try {
      Files.move(ingest, engine.directory(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!engine.isComplete(jarBytes)) {
        throw e;
      }
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
