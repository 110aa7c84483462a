package dev.harness.runtime.boot;

import dev.harness.runtime.cgroup.ControlGroups;
import dev.harness.runtime.fs.Trash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one engine below the data directory, locked while the engine lives, so that the
 * next one can tell what was left by the dead (K7, K10).
 */
final class EngineDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(EngineDirectory.class);
  private static final String LOCK = "lock";
  private static final String RUN = "run";
  private static final String GROUPS = "groups";
  private static final String UNNAMED = "new-";
  private static final Duration MAKING = Duration.ofMinutes(1);

  private final Path engines;
  private final Path own;
  private final FileLock lock;

  private EngineDirectory(Path engines, Path own, FileLock lock) {
    this.engines = engines;
    this.own = own;
    this.lock = lock;
  }

  /**
   * Makes and locks a directory for this engine.
   *
   * @throws SetUpException when the data directory cannot be written
   */
  static EngineDirectory create(Path data, Path run) {
    try {
      makePrivate(data);
      Path engines = Files.createDirectories(data.resolve("engines"));
      String name = UUID.randomUUID().toString();
      // Locked before it has its name, so that nobody takes it for a dead engine's.
      Path unnamed = Files.createDirectory(engines.resolve(UNNAMED + name));
      FileChannel channel =
          FileChannel.open(
              unnamed.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      FileLock lock = channel.lock();
      Files.writeString(unnamed.resolve(RUN), run.toString());
      Path own = Files.move(unnamed, engines.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return new EngineDirectory(engines, own, lock);
    } catch (IOException failure) {
      throw new SetUpException(
          "cannot write the data directory %s: %s; make it writable or set HARNESS_DATA to another"
              .formatted(data, failure),
          failure);
    }
  }

  /** Images are nobody else's business; a directory that was there keeps its mode. */
  private static void makePrivate(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      Files.createDirectories(data);
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
  }

  Path path() {
    return own;
  }

  /** Where the control groups of this engine are written down, for those who sweep. */
  Path groupRecord() {
    return own.resolve(GROUPS);
  }

  /** Differs from engine to engine. */
  String name() {
    return String.valueOf(own.getFileName());
  }

  /** Hands the directories of dead engines to the trash, with what was made for their sockets. */
  void sweep(Trash trash) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(engines)) {
      for (Path engine : all) {
        if (!engine.equals(own) && isDead(engine)) {
          removeRun(engine.resolve(RUN));
          ControlGroups.sweep(engine.resolve(GROUPS), String.valueOf(engine.getFileName()));
          trash.take(engine);
        }
      }
    } catch (IOException failure) {
      LOG.warn("cannot sweep {}: {}", engines, failure.getMessage());
    }
  }

  private static boolean isDead(Path engine) {
    if (String.valueOf(engine.getFileName()).startsWith(UNNAMED) && isYoung(engine)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(engine.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (NoSuchFileException beingMade) {
      return false;
    } catch (IOException failure) {
      LOG.warn("cannot tell whether {} is in use: {}", engine, failure.getMessage());
      return false;
    }
  }

  /** Whether an engine may just be making this directory. */
  private static boolean isYoung(Path directory) {
    try {
      Instant made = Files.getLastModifiedTime(directory).toInstant();
      return made.isAfter(Instant.now().minus(MAKING));
    } catch (IOException gone) {
      return true;
    }
  }

  /** Deletes what was made for a dead engine alone; anything else in there keeps the directory. */
  private static void removeRun(Path record) {
    try {
      Path run = Path.of(Files.readString(record));
      Files.deleteIfExists(run.resolve("engine.sock"));
      Files.deleteIfExists(run.resolve("engine.log"));
      Files.deleteIfExists(run);
    } catch (IOException failure) {
      LOG.debug("left in place: {}", failure.toString());
    }
  }

  @Override
  public String toString() {
    return own + (lock.isValid() ? " (locked)" : "");
  }
}
