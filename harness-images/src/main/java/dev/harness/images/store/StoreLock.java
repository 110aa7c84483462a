package dev.harness.images.store;

import dev.harness.images.store.disk.FileWork;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time change what the store shows.
 *
 * <p>File locks belong to a process and end with it, however it ends; so a second lock keeps the
 * threads of this process apart, and the file is never open twice in a process, because closing
 * one descriptor would give up the lock of the other. It is held for a few file operations, never
 * during a download or unpacking, and no other lock is taken inside.
 */
final class StoreLock {
  private final Path file;
  private final ReentrantLock threads = new ReentrantLock();

  StoreLock(Path file) {
    this.file = file;
  }

  /**
   * Does {@code work} alone.
   *
   * @param attempt what it does, for the error: "cannot …"
   */
  <T> T hold(String attempt, FileWork<T> work) {
    threads.lock();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return work.run();
    } catch (IOException e) {
      throw new StoreException.Failed(attempt, file, e);
    } finally {
      threads.unlock();
    }
  }
}
