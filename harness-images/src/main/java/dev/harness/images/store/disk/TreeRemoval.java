package dev.harness.images.store.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a directory with all that is in it; symbolic links are deleted, not followed. What
 * somebody else deletes at the same time is no failure.
 */
public final class TreeRemoval extends SimpleFileVisitor<Path> {

  private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwx------");

  /** The kernel takes paths of 4096 bytes; a layer may have longer ones below our directories. */
  private static final int MAX_CHARACTERS = 1000;

  private final Path top;
  private final Deque<Path> aside = new ArrayDeque<>();

  private TreeRemoval(Path top) {
    this.top = top;
  }

  /**
   * Deletes what is at {@code path}, if anything is. What lies too deep for a path is moved beside
   * it before.
   */
  public static void delete(Path path) throws IOException {
    TreeRemoval removal = new TreeRemoval(path);
    removal.aside.push(path);
    while (!removal.aside.isEmpty()) {
      Files.walkFileTree(removal.aside.pop(), removal);
    }
  }

  /** Deletes what is in {@code directory}, which stays. */
  public static void deleteContent(Path directory) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
      for (Path path : content) {
        delete(path);
      }
    }
  }

  /** A directory that its mode closes to its owner must be opened first (no privileges). */
  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
      Files.setPosixFilePermissions(directory, OPEN);
    }
    if (directory.toString().length() - top.toString().length() > MAX_CHARACTERS) {
      aside.push(
          Files.move(directory, top.resolveSibling(top.getFileName() + "-" + UUID.randomUUID())));
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.deleteIfExists(file);
    return FileVisitResult.CONTINUE;
  }

  /** A directory that could not even be listed: opened and tried again, once. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || Files.isReadable(file)) {
      throw failure;
    }
    Files.setPosixFilePermissions(file, OPEN);
    delete(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
      throws IOException {
    if (failure != null) {
      throw failure;
    }
    Files.deleteIfExists(directory);
    return FileVisitResult.CONTINUE;
  }
}
