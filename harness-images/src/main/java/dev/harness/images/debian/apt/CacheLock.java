package dev.harness.images.debian.apt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The right to change the cache: of one thread in one process at a time, whoever shares the
 * directory.
 *
 * <p>It guards files, so it is held while they are written. It may be taken again by its holder.
 */
public final class CacheLock {
  /** The kernel's lock is the whole process's: those who open one cache twice share these. */
  private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantLock threads;
  private @Nullable FileChannel channel;

  CacheLock(Path file) {
    this.file = file;
    this.threads = OF_THIS_PROCESS.computeIfAbsent(file, first -> new ReentrantLock());
  }

  /** Waits until nobody else has the right. */
  Held acquire() throws IOException {
    threads.lock();
    try {
      if (isHeldOnce()) {
        channel = lockedChannel();
      }
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
    return this::release;
  }

  /** Whether the calling thread holds the right, and took it a single time. */
  boolean isHeldOnce() {
    return threads.getHoldCount() == 1;
  }

  private FileChannel lockedChannel() throws IOException {
    FileChannel opened =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // Closing the channel, or the end of the process, gives the lock back.
      opened.lock();
      return opened;
    } catch (OverlappingFileLockException e) {
      // Left open on purpose: closing any channel of the file gives up the lock of the whole
      // process.
      throw new IOException(
          file + " is in use by another class loader of this process, or by another name", e);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private void release() throws IOException {
    try {
      FileChannel open = channel;
      if (open != null && isHeldOnce()) {
        channel = null;
        open.close();
      }
    } finally {
      threads.unlock();
    }
  }

  /** The right, until it is closed; by the thread that acquired it. */
  public interface Held extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
