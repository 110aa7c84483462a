package dev.harness.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;

/**
 * When a user's runs last began something with each snapshot: an image cannot say so, because nothing
 * of it changes. An empty file for each, whose time tells.
 */
final class LastUses {
  private final Path directory;
  private final Clock clock;

  /** Those in a directory, which is made when it is missing. */
  LastUses(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** It is used now. */
  void note(String hash) throws IOException {
    Path file = file(hash);
    if (Files.notExists(file)) {
      Files.createDirectories(directory);
      Files.write(file, new byte[0]);
    }
    Path unused = Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  /** When it was used; {@code otherwise} when nobody knows. */
  Instant of(String hash, Instant otherwise) throws IOException {
    try {
      return Files.getLastModifiedTime(file(hash)).toInstant();
    } catch (NoSuchFileException e) {
      return otherwise;
    }
  }

  /** It is gone. */
  void forget(String hash) throws IOException {
    boolean unused = Files.deleteIfExists(file(hash));
  }

  private Path file(String hash) {
    return directory.resolve(hash + ".used");
  }
}
