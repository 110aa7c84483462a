package dev.harness.images.debian.apt;

import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where things lie in the cache directory; nothing else knows.
 *
 * <p>What is found at its place is complete: it is written in {@code work} first and moved. One
 * cache directory has one object in a process.
 */
public final class DebianCache {
  private final Path root;
  private final CacheLock lock;

  /** Touches nothing: the directories are created when the cache is locked. */
  public DebianCache(Path root) {
    this.root = root.toAbsolutePath();
    this.lock = new CacheLock(this.root.resolve("lock"));
  }

  private void createDirectories() {
    try {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (String part : new String[] {"apt", "archives", "images", "work"}) {
        Files.createDirectories(root.resolve(part));
      }
    } catch (IOException e) {
      throw failure("create the package cache in " + root, e);
    }
  }

  /**
   * Waits for the right to change the cache, then drops what a killed process left in the works.
   *
   * @throws DebianException.CacheFailed when the directory cannot be used
   */
  public CacheLock.Held lock() {
    createDirectories();
    try {
      CacheLock.Held held = lock.acquire();
      if (lock.isHeldOnce()) {
        sweepWorks(held);
      }
      return held;
    } catch (IOException e) {
      throw failure("lock the package cache " + root, e);
    }
  }

  /** Where apt has its lists for one set of package sources. */
  Path aptDirectory(String sourcesFingerprint) {
    return root.resolve("apt").resolve(sourcesFingerprint);
  }

  /** Where the file of a package is, or would be: the name is its content's hash. */
  Path archive(DebianPackage wanted) {
    return root.resolve("archives").resolve(wanted.digest().hex() + ".deb");
  }

  /** Whether the file of a package is there as a whole. */
  boolean hasArchive(DebianPackage wanted) throws IOException {
    Path file = archive(wanted);
    return Files.exists(file) && Files.size(file) == wanted.sizeBytes();
  }

  /** Where a finished image is, or would be. */
  public Path imageDirectory(String name, String key) {
    return root.resolve("images").resolve(name + "-" + key);
  }

  /** Where finished images are, of whatever packages. */
  public List<Path> imageDirectories() throws IOException {
    try (Stream<Path> directories = Files.list(root.resolve("images"))) {
      return directories.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** A new directory for unfinished things, beside the finished ones. Needs the lock. */
  public Work newWork() {
    try {
      return new Work(Files.createTempDirectory(root.resolve("work"), "build-"));
    } catch (IOException e) {
      throw failure("create a directory in " + root.resolve("work"), e);
    }
  }

  /** Moves a finished directory to its place; what is there is incomplete and is deleted. */
  public void publishDirectory(Path finished, Path place) throws IOException {
    if (Files.exists(place)) {
      deleteTree(place);
    }
    Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The text of a file of the cache; nothing when there is no such file. */
  public static Optional<String> readIfPresent(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What to throw when files of the cache cannot be read or written. */
  public static DebianException.CacheFailed failure(String attempt, IOException cause) {
    String reason = cause.getClass().getSimpleName() + " " + cause.getMessage();
    return new DebianException.CacheFailed(attempt, reason, cause);
  }

  /** Every work is one of a lock's holder, so those that are there now have no process any more. */
  private void sweepWorks(CacheLock.Held held) throws IOException {
    try (Stream<Path> works = Files.list(root.resolve("work"))) {
      for (Path left : works.toList()) {
        deleteTree(left);
      }
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** A directory that is deleted, with what is still in it, when the work is done or has failed. */
  public record Work(Path directory) implements AutoCloseable {
    /** A path in this directory, which need not exist. */
    public Path resolve(String name) {
      return directory.resolve(name);
    }

    /** Moves a finished file of this work to its place, which it replaces. */
    void publishFile(String name, Path place) throws IOException {
      Files.move(
          resolve(name),
          place,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      if (Files.exists(directory)) {
        deleteTree(directory);
      }
    }
  }
}
