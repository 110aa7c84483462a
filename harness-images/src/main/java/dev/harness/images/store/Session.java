package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.store.disk.DurableFiles;
import dev.harness.images.store.disk.TreeRemoval;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One process's use of the store: where it prepares and throws away, and which layers it uses.
 *
 * <p>Its directory is locked while the process lives, so what a killed process left can be told
 * from what is in use.
 */
final class Session implements AutoCloseable {
  private final Path directory;
  private final FileChannel lock;
  private final StoreLock storeLock;
  private final AtomicLong names = new AtomicLong();

  /** How often each layer is in use; guarded by itself, the files of leases with it. */
  private final Map<ChainId, Integer> leases = new HashMap<>();

  private Session(Path directory, FileChannel lock, StoreLock storeLock) {
    this.directory = directory;
    this.lock = lock;
    this.storeLock = storeLock;
  }

  /** Begins a session; the caller holds the store's lock, so that nobody takes it for dead. */
  static Session begin(StoreLayout layout, StoreLock storeLock) throws IOException {
    Path directory = layout.sessions().resolve(UUID.randomUUID().toString());
    DurableFiles.createPrivateDirectory(directory);
    FileChannel lock =
        FileChannel.open(
            StoreLayout.sessionLock(directory),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    lock.lock();
    Files.createDirectory(StoreLayout.ingest(directory));
    Files.createDirectory(StoreLayout.trash(directory));
    Files.createDirectory(StoreLayout.leases(directory));
    return new Session(directory, lock, storeLock);
  }

  Path directory() {
    return directory;
  }

  /** A path that nothing has yet, on the store's file system and invisible to others. */
  Path newIngestPath() {
    return StoreLayout.ingest(directory).resolve(String.valueOf(names.incrementAndGet()));
  }

  /** Takes something out of sight, to be deleted by {@link #emptyTrash}. */
  void moveToTrash(Path path) throws IOException {
    Path place = StoreLayout.trash(directory).resolve(String.valueOf(names.incrementAndGet()));
    Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes what was thrown away; the store's lock is not needed. */
  void emptyTrash() throws IOException {
    TreeRemoval.deleteContent(StoreLayout.trash(directory));
  }

  /** Notes that a layer is in use; the caller holds the store's lock. */
  void lease(ChainId chainId) throws IOException {
    synchronized (leases) {
      if (leases.merge(chainId, 1, Integer::sum) == 1) {
        createMark(StoreLayout.lease(directory, chainId));
      }
    }
  }

  private static void createMark(Path mark) throws IOException {
    try {
      Files.createFile(mark);
    } catch (FileAlreadyExistsException e) {
      // A mark whose removal failed serves as well.
      if (!Files.isRegularFile(mark)) {
        throw e;
      }
    }
  }

  /** Notes that one user of a layer is done with it. */
  void release(ChainId chainId) throws IOException {
    synchronized (leases) {
      Integer left = leases.merge(chainId, -1, Integer::sum);
      if (left != null && left == 0) {
        leases.remove(chainId);
        Files.deleteIfExists(StoreLayout.lease(directory, chainId));
      }
    }
  }

  /**
   * Ends the session. Its lock goes last and under the store's lock: whoever saw the directory
   * without it would take the session for dead and interfere.
   */
  @Override
  public void close() {
    try (lock) {
      if (lock.isOpen()) {
        TreeRemoval.delete(StoreLayout.ingest(directory));
        TreeRemoval.delete(StoreLayout.trash(directory));
        TreeRemoval.delete(StoreLayout.leases(directory));
        storeLock.hold(
            "end the session " + directory,
            () -> {
              TreeRemoval.delete(directory);
              return directory;
            });
      }
    } catch (IOException e) {
      throw new StoreException.Failed("clean up the session " + directory, directory, e);
    }
  }
}
