package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.tree.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes trees in the background: taking one is a rename, so that removing a container does not
 * wait for its files (K10). What is left when the engine dies is deleted by the next one.
 */
public final class Trash implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trash.class);
  private static final long LAST_WAIT_SECONDS = 30;

  private final Path directory;
  private final AtomicLong counter = new AtomicLong();
  private final ExecutorService remover =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "trash");
            thread.setDaemon(true);
            return thread;
          });

  /** Keeps what is to be deleted in {@code directory}, which it makes. */
  public Trash(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw RootException.making(directory.toString(), failure);
    }
  }

  /**
   * Takes {@code path}, on the same file system: it is gone when this returns. What is taken after
   * the close is deleted by the next engine.
   */
  public void take(Path path) {
    Path doomed = directory.resolve(Long.toString(counter.incrementAndGet()));
    try {
      Files.move(path, doomed);
    } catch (IOException failure) {
      LOG.warn("cannot move {} to the trash: {}", path, failure.getMessage());
      doomed = path;
    }
    Path target = doomed;
    try {
      remover.execute(() -> delete(target));
    } catch (RejectedExecutionException closed) {
      LOG.debug("{} is left for the next engine", target);
    }
  }

  private static void delete(Path path) {
    try {
      TreeRemover.remove(path);
    } catch (IOException failure) {
      LOG.warn("cannot delete {}, left for the next engine: {}", path, failure.getMessage());
    }
  }

  /** Waits for what was taken to be deleted, half a minute at most. */
  @Override
  public void close() {
    remover.shutdown();
    try {
      boolean done = remover.awaitTermination(LAST_WAIT_SECONDS, TimeUnit.SECONDS);
      if (!done) {
        LOG.warn("deleting {} takes long; the next engine finishes it", directory);
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }
}
